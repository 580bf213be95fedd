include(GNUInstallDirs)

# Boost.JSON is linked as a library; no quern header includes <boost/json/src.hpp>.
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers json)

set(QUERN_INCLUDE_DIR "${PROJECT_SOURCE_DIR}/include")
file(GLOB_RECURSE quern_headers CONFIGURE_DEPENDS "${QUERN_INCLUDE_DIR}/quern/*.hpp")
set(quern_adapter_headers ${quern_headers})
list(FILTER quern_headers EXCLUDE REGEX "/include/quern/adapt/")
list(FILTER quern_adapter_headers INCLUDE REGEX "/include/quern/adapt/")

add_library(quern INTERFACE)
add_library(quern::quern ALIAS quern)
target_sources(
    quern
    INTERFACE
        FILE_SET HEADERS
        BASE_DIRS "${QUERN_INCLUDE_DIR}"
        FILES ${quern_headers}
)
target_compile_features(quern INTERFACE cxx_std_20)
target_link_libraries(quern INTERFACE Boost::headers Boost::json)

# Adapters: cmake/adapters/<name>.cmake finds the library of include/quern/adapt/<name>.hpp and names its targets in
# quern_adapter_libraries. Each is a target quern::<name>, there when its option is on and its library is found.
file(GLOB quern_adapter_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/adapters/*.cmake")
set(quern_adapters)
foreach(file IN LISTS quern_adapter_files)
    cmake_path(GET file STEM name)
    string(TOUPPER "${name}" upper)
    option(QUERN_ADAPT_${upper} "Provide quern::${name} where its library is found" ON)

    set(headers ${quern_adapter_headers})
    list(FILTER headers INCLUDE REGEX "/adapt/${name}(\\.hpp|/.*)$")
    if(NOT QUERN_ADAPT_${upper} OR NOT headers)
        continue()
    endif()

    set(quern_adapter_libraries)
    include("${file}")
    set(found TRUE)
    foreach(library IN LISTS quern_adapter_libraries)
        if(NOT TARGET ${library})
            set(found FALSE)
        endif()
    endforeach()
    if(NOT found)
        message(STATUS "quern: no adapter for ${name}, its library was not found")
        continue()
    endif()

    add_library(quern_${name} INTERFACE)
    add_library(quern::${name} ALIAS quern_${name})
    target_sources(
        quern_${name}
        INTERFACE
            FILE_SET HEADERS
            BASE_DIRS "${QUERN_INCLUDE_DIR}"
            FILES ${headers}
    )
    target_link_libraries(quern_${name} INTERFACE quern ${quern_adapter_libraries})
    set_target_properties(quern_${name} PROPERTIES EXPORT_NAME ${name})
    list(APPEND quern_adapters ${name})
endforeach()

set(QUERN_ADAPTERS "${quern_adapters}" CACHE INTERNAL "The adapters that this build has")

# Links a target to every adapter that its sources include. Sets <result> to the adapters that are missing.
function(quern_link_adapters target result)
    set(missing)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(ABSOLUTE_PATH source)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
        file(STRINGS "${source}" lines REGEX "^#include <quern/adapt/[a-z0-9_]+[./]")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^#include <quern/adapt/([a-z0-9_]+).*" "\\1" adapter "${line}")
            if(TARGET quern::${adapter})
                target_link_libraries(${target} PRIVATE quern::${adapter})
            else()
                list(APPEND missing ${adapter})
            endif()
        endforeach()
    endforeach()
    list(REMOVE_DUPLICATES missing)
    set(${result} ${missing} PARENT_SCOPE)
endfunction()

# One executable of our own: quern, the strict warnings, and the adapters that it uses. Not built where one is missing.
function(quern_add_executable target)
    add_executable(${target} ${ARGN})
    target_link_libraries(${target} PRIVATE ${quern_linked} quern_warnings)
    quern_link_adapters(${target} missing)
    if(missing)
        message(STATUS "quern: ${target} is left out, it needs ${missing}")
        set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON QUERN_MISSING "${missing}")
    endif()
endfunction()
