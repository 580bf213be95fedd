option(QUERN_BUILD_TESTS "Build and register the tests" ${PROJECT_IS_TOP_LEVEL})
option(QUERN_TEST_ALL "Test live engines, consumers and the documentation's programs, too" ON)
option(QUERN_BUILD_TOOLS "Build the quern command" ${PROJECT_IS_TOP_LEVEL})
option(QUERN_BUILD_EXAMPLES "Build the examples; with the tests, run them too" ${PROJECT_IS_TOP_LEVEL})
option(QUERN_BUILD_BENCHMARKS "Build the benchmarks" OFF)
option(QUERN_BUILD_FUZZERS "Build the fuzz targets (clang only)" OFF)
option(QUERN_BUILD_COMPILED "Build quern::compiled, the bodies behind the headers as a library" OFF)
option(QUERN_LINK_COMPILED "Link quern's own tools and examples with quern::compiled" OFF)
option(QUERN_INSTALL "Generate the install rules" ${PROJECT_IS_TOP_LEVEL})
option(QUERN_VERIFY_HEADERS "Compile every public header alone" OFF)
option(QUERN_WARNINGS_AS_ERRORS "Turn warnings in quern's own executables into errors" OFF)

if(PROJECT_IS_TOP_LEVEL)
    set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
    set(CMAKE_CXX_EXTENSIONS OFF)

    if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
        set(CMAKE_BUILD_TYPE Release CACHE STRING "The build type" FORCE)
    endif()

    find_program(QUERN_CCACHE ccache)
    mark_as_advanced(QUERN_CCACHE)
    if(QUERN_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
        # The sloppiness that ccache asks for before it caches what includes a precompiled header.
        set(CMAKE_CXX_COMPILER_LAUNCHER
            "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${QUERN_CCACHE}"
        )
    endif()
endif()
