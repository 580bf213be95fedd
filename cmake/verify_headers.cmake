# Compiles every header of the file sets alone, as part of the default build. CMake makes the targets that do so after
# this directory is read, and gives them its options; nothing else is compiled in it.
get_target_property(quern_warning_options quern_warnings INTERFACE_COMPILE_OPTIONS)
add_compile_options(${quern_warning_options})

foreach(target IN LISTS quern_adapters ITEMS "")
    string(JOIN "_" target quern ${target})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endforeach()

add_custom_target(quern_verify_headers ALL)
add_dependencies(quern_verify_headers all_verify_interface_header_sets)
