# What `cmake --install` puts where, and the Debian packages that CPack makes of it.
include(CMakePackageConfigHelpers)

install(TARGETS thanbai-cli RUNTIME COMPONENT cli)
install(FILES ${PROJECT_BINARY_DIR}/share/thanbai.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT cli)
install(FILES ${PROJECT_BINARY_DIR}/share/thanbai.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME thanbai COMPONENT cli)
install(FILES ${PROJECT_BINARY_DIR}/share/thanbai.zsh
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _thanbai COMPONENT cli)
install(FILES ${PROJECT_BINARY_DIR}/share/thanbai.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT cli)

set(thanbai_package ${CMAKE_INSTALL_LIBDIR}/cmake/thanbai)
install(TARGETS thanbai EXPORT thanbaiTargets ARCHIVE COMPONENT dev LIBRARY COMPONENT cli NAMELINK_COMPONENT dev)
install(DIRECTORY include/thanbai DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(EXPORT thanbaiTargets NAMESPACE thanbai:: DESTINATION ${thanbai_package} COMPONENT dev)
configure_package_config_file(cmake/thanbaiConfig.cmake.in ${PROJECT_BINARY_DIR}/thanbaiConfig.cmake
                              INSTALL_DESTINATION ${thanbai_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/thanbaiConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/thanbaiConfig.cmake ${PROJECT_BINARY_DIR}/thanbaiConfigVersion.cmake
        DESTINATION ${thanbai_package} COMPONENT dev)

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/thanbai RENAME copyright COMPONENT cli)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libthanbai-dev RENAME copyright COMPONENT dev)

# `cpack` in the build directory: thanbai (the program) and libthanbai-dev.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "thanbai developers <thanbai@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_COMPONENTS_ALL cli dev)
set(CPACK_DEBIAN_CLI_PACKAGE_NAME thanbai)
set(CPACK_DEBIAN_CLI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CLI_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libthanbai-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libgumbo-dev, libpcre2-dev, libuchardet-dev, libcld2-dev, libcurl4-openssl-dev, libbrotli-dev, libzstd-dev, zlib1g-dev, libicu-dev, pkg-config")
set(CPACK_COMPONENT_CLI_DESCRIPTION "Prints the body of web pages and text dumps, and nothing else.")
set(CPACK_COMPONENT_DEV_DESCRIPTION "Library that finds the body of web pages and text dumps.")
include(CPack)
