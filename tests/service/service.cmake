# The audit service as its clients meet it: tests/service/test_*.py start it and ask it.

file(GLOB scripts CONFIGURE_DEPENDS service/test_*.py)
foreach(script IN LISTS scripts)
    cmake_path(GET script STEM name)
    string(REGEX REPLACE "^test_" "" name "${name}")
    add_test(NAME service.${name} COMMAND Python3::Interpreter -B "${script}" "$<TARGET_FILE:audit_service>")
    set_tests_properties(service.${name} PROPERTIES LABELS service TIMEOUT 300)
endforeach()
