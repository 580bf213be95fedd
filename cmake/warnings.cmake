# The warnings that quern's own executables are held to. Nothing that users link carries them.
add_library(quern_warnings INTERFACE)

set(quern_warning_options)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    list(
        APPEND quern_warning_options
        -Wall
        -Wextra
        -Wpedantic
        -Wcast-align
        -Wcast-qual
        -Wconversion
        -Wdouble-promotion
        -Wextra-semi
        -Wformat=2
        -Wimplicit-fallthrough
        -Wnon-virtual-dtor
        -Wold-style-cast
        -Woverloaded-virtual
        -Wshadow
        -Wsign-conversion
        -Wundef
        -Wunused
        -Wvla
    )
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND quern_warning_options -Wduplicated-branches -Wduplicated-cond -Wlogical-op)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    list(APPEND quern_warning_options -Wnull-dereference -Wshadow-uncaptured-local -Wunreachable-code)
endif()
if(QUERN_WARNINGS_AS_ERRORS)
    list(APPEND quern_warning_options -Werror)
endif()

target_compile_options(quern_warnings INTERFACE ${quern_warning_options})
