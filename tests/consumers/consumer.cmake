# What the three consumers share: one program in two translation units, and what quern must not do to its user.
set(CMAKE_CXX_EXTENSIONS OFF)

get_target_property(options quern::quern INTERFACE_COMPILE_OPTIONS)
if(options)
    message(FATAL_ERROR "quern::quern hands its compile options on: ${options}")
endif()
foreach(target IN ITEMS quern_tool quern_test_harness)
    if(TARGET ${target})
        message(FATAL_ERROR "${target} is built where quern is not the top-level project")
    endif()
endforeach()

add_executable(consumer ../main.cpp ../second.cpp)
target_link_libraries(consumer PRIVATE quern::quern)

set(includes)
foreach(adapter IN LISTS QUERN_EXPECTED_ADAPTERS)
    string(APPEND includes "#include <quern/adapt/${adapter}.hpp>\n")
    target_link_libraries(consumer PRIVATE quern::${adapter})
endforeach()
file(CONFIGURE OUTPUT adapters.cpp CONTENT "${includes}" @ONLY)
target_sources(consumer PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/adapters.cpp")
