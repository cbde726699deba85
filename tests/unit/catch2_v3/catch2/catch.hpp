// Catch2 version 3 under the name of version 2's only header. (Without Catch2::Catch2WithMain the main function is made here, as in version 2.)
#pragma once
#include <catch2/catch_all.hpp>
#ifdef CATCH_CONFIG_MAIN
int main(int argc, char* argv[]) { return Catch::Session().run(argc, argv); }
#endif
