# `cmake --install` and CPack's .deb: the binary, its man pages and completions, its documents.
# scripts/package writes the generated ones into packages_generated before it installs.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # packing builds nothing
set(generated ${CMAKE_BINARY_DIR}/packages_generated)

install(TARGETS svcc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${generated}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES ${generated}/completions/svcc DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions OPTIONAL)
install(FILES ${generated}/completions/_svcc DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions OPTIONAL)
install(FILES ${generated}/completions/svcc.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
install(FILES ${generated}/copyright ${generated}/changelog.gz README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/svcc OPTIONAL)
install(FILES packages/debian/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME svcc)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME svcc)
set(CPACK_PACKAGE_CONTACT "The svcc maintainers <svcc@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compiler for services on Amazon ECS")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "svcc compiles .svc programs, which describe services on Amazon ECS, to
CloudFormation and to Terraform. It finds mistakes that would fail during
a deployment before anything is deployed.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
