include(CMakePackageConfigHelpers)

set(quern_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/quern")

foreach(target IN LISTS quern_adapters ITEMS "")
    string(JOIN "_" target_name quern ${target})
    string(JOIN "-" export_name quern ${target})
    install(
        TARGETS ${target_name}
        EXPORT ${export_name}-targets
        FILE_SET HEADERS
            DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
            COMPONENT quern_development
    )
    install(
        EXPORT ${export_name}-targets
        NAMESPACE quern::
        DESTINATION "${quern_package_dir}"
        COMPONENT quern_development
    )
    if(target)
        install(
            FILES "${PROJECT_SOURCE_DIR}/cmake/adapters/${target}.cmake"
            DESTINATION "${quern_package_dir}/adapters"
            COMPONENT quern_development
        )
    endif()
endforeach()

if(TARGET quern_compiled)
    install(
        TARGETS quern_compiled
        EXPORT quern-compiled-targets
        COMPONENT quern_development
    )
    install(
        EXPORT quern-compiled-targets
        NAMESPACE quern::
        DESTINATION "${quern_package_dir}"
        COMPONENT quern_development
    )
endif()

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/quernConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/quernConfig.cmake"
    INSTALL_DESTINATION "${quern_package_dir}"
    NO_SET_AND_CHECK_MACRO
)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/quernConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT
)
install(
    FILES "${PROJECT_BINARY_DIR}/quernConfig.cmake" "${PROJECT_BINARY_DIR}/quernConfigVersion.cmake"
    DESTINATION "${quern_package_dir}"
    COMPONENT quern_development
)
install(
    FILES "${PROJECT_SOURCE_DIR}/LICENSE"
    DESTINATION "${CMAKE_INSTALL_DOCDIR}"
    COMPONENT quern_development
)
