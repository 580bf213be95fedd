# quern::compiled: what stands behind the public headers, compiled once, for those whose sources shall not compile it each
# time. A target links it in place of quern::quern; adapters and all else stay as they are.
file(GLOB_RECURSE bodies CONFIGURE_DEPENDS "${QUERN_INCLUDE_DIR}/quern/*/impl/*.hpp")
set(stages)
foreach(body IN LISTS bodies)
    cmake_path(RELATIVE_PATH body BASE_DIRECTORY "${QUERN_INCLUDE_DIR}")
    string(REGEX REPLACE "^quern/([a-z]+)/.*" "\\1" stage "${body}")
    list(APPEND stages ${stage})
    string(APPEND includes_of_${stage} "#include <${body}>\n")
endforeach()
list(REMOVE_DUPLICATES stages)

set(sources)
foreach(stage IN LISTS stages)
    set(source "${PROJECT_BINARY_DIR}/compiled/${stage}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "${includes_of_${stage}}" @ONLY)
    list(APPEND sources "${source}")
endforeach()

add_library(quern_compiled ${sources})
add_library(quern::compiled ALIAS quern_compiled)
target_link_libraries(quern_compiled PUBLIC quern PRIVATE $<BUILD_INTERFACE:quern_warnings>)
target_compile_definitions(quern_compiled PUBLIC QUERN_COMPILED)
set_target_properties(
    quern_compiled
    PROPERTIES
        EXPORT_NAME compiled
        OUTPUT_NAME quern
        POSITION_INDEPENDENT_CODE ON
        VERSION "${PROJECT_VERSION}"
        SOVERSION "${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}"
)
