# The audit service as its clients meet it: tests/service/test_*.py start it and ask it.

file(GLOB scripts CONFIGURE_DEPENDS service/test_*.py)
list(FILTER scripts EXCLUDE REGEX "/test_stores\\.py$") # below
foreach(script IN LISTS scripts)
    cmake_path(GET script STEM name)
    string(REGEX REPLACE "^test_" "" name "${name}")
    add_test(NAME service.${name} COMMAND Python3::Interpreter -B "${script}" "$<TARGET_FILE:audit_service>")
    set_tests_properties(service.${name} PROPERTIES LABELS service TIMEOUT 300)
endforeach()

# The other stores, beside servers of their own, answer as SQLite does.
foreach(store IN ITEMS postgresql:libpq:with_postgresql mongodb:libmongoc:with_ferretdb)
    string(REPLACE ":" ";" parts "${store}")
    list(GET parts 0 name)
    list(GET parts 1 adapter)
    list(GET parts 2 with)
    if(TARGET quern::${adapter})
        add_test(
            NAME service.${name}
            COMMAND
                "${CMAKE_CURRENT_SOURCE_DIR}/engines/${with}" "${Python3_EXECUTABLE}" -B
                "${CMAKE_CURRENT_SOURCE_DIR}/service/test_stores.py" "$<TARGET_FILE:audit_service>" ${name}
        )
        set_tests_properties(service.${name} PROPERTIES LABELS "service;engines" TIMEOUT 300 SKIP_RETURN_CODE 77)
    endif()
endforeach()
