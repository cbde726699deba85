// The one translation unit that compiles Catch2 itself, which takes longer than any of the tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
