# Suites that need a server or a library, which a script of this folder brings up: they are disabled in the programs
# that hold them, and each is a test of its own.

# The suite of tests/<folder>/<source>.cpp runs by the script, if it was built.
function(quern_add_engine folder source suite script)
    if(NOT "${folder}/${source}.cpp" IN_LIST sources_of_${folder})
        if("$ENV{QUERN_ENGINES}" STREQUAL "all" AND QUERN_TEST_ALL)
            message(FATAL_ERROR "QUERN_ENGINES is all, and engines.${source} lacks its library")
        endif()
        return()
    endif()
    add_test(
        NAME engines.${source}
        COMMAND
            "${CMAKE_CURRENT_SOURCE_DIR}/engines/${script}" "$<TARGET_FILE:test_${folder}>" --run_test=${suite}
            --color_output=no --catch_system_errors=no --log_level=message
    )
    set_tests_properties(
        engines.${source}
        PROPERTIES
            LABELS "engines;${script}"
            TIMEOUT 900
            SKIP_RETURN_CODE 77
            FAIL_REGULAR_EXPRESSION "did not check any assertions"
    )
endfunction()

if(TARGET test_engines)
    target_link_libraries(test_engines PRIVATE ${CMAKE_DL_LIBS})
    if("pg_query" IN_LIST available)
        target_include_directories(test_engines SYSTEM PRIVATE "${QUERN_PG_QUERY_INCLUDE}")
        target_link_libraries(test_engines PRIVATE "${QUERN_PG_QUERY}")
    endif()
endif()
quern_add_engine(adapt libpq libpq with_postgresql)
quern_add_engine(adapt libmariadb libmariadb with_mariadb)
quern_add_engine(adapt libmongoc libmongoc with_ferretdb)
quern_add_engine(engines postgresql postgresql_engine with_postgresql)
quern_add_engine(engines mariadb mariadb_engine with_mariadb)
quern_add_engine(engines duckdb duckdb_engine with_libraries)
quern_add_engine(engines clickhouse clickhouse_engine with_libraries)
quern_add_engine(engines ferretdb ferretdb_engine with_ferretdb)
quern_add_engine(engines mingo mingo_engine with_mingo)
if(TEST engines.ferretdb)
    set_tests_properties(engines.ferretdb PROPERTIES TIMEOUT 1800) # every query reads every document
endif()
