// Patches in the program. The targets' checks of their properties are in tests/diagnostics.
#include <catch2/catch.hpp>

#include "sema_support.h"

using svc::test::Analyzed;
using Names = std::vector<std::string>;

namespace {

std::string properties(const Analyzed& a) {
  REQUIRE(a.program.blocks.size() == 1);
  REQUIRE(a.program.blocks[0]->patches.size() == 1);
  return svc::sema::value_text(a.program.blocks[0]->patches[0].properties);
}

}  // namespace

TEST_CASE("a patch holds properties, structures and what conditions leave of them") {
  const Analyzed a(
      "app shop {}\nqueue q { patch terraform queue main { a = 1 + 1, b { c = [\"x\"] }, if 1 > 2 "
      "{ d = 1 } else { e = q.arn } } }\n");
  CHECK(a.codes() == Names{});
  CHECK(properties(a) == "{ a = 2, b = { c = [\"x\"] }, e = q.arn }");
  CHECK(a.program.blocks[0]->patches[0].name == "main");
}

TEST_CASE("an environment changes a patch property by property") {
  const Analyzed a(
      "app shop {}\nenvironment e { queue q { patch terraform queue { b = 3 } } }\nqueue q { patch "
      "terraform queue { a = 1, b = 2 } }\n",
      "e");
  CHECK(a.codes() == Names{});
  CHECK(properties(a) == "{ a = 1, b = 3 }");
}

TEST_CASE("what a patch may look like") {
  CHECK(Analyzed("app shop {}\nqueue q { patch { a = 1 } }\n").codes() == Names{"SVC3015"});
  CHECK(Analyzed("app shop {}\nqueue q { patch terraforms queue { a = 1 } }\n").codes() ==
        Names{"SVC3017"});
  CHECK(Analyzed("app shop {}\nqueue q { patch terraform queue a b { a = 1 } }\n").codes() ==
        Names{"SVC3006"});
  CHECK(Analyzed("app shop {}\nqueue q { patch terraform queue { a = 1, a = 2 } }\n").codes() ==
        Names{"SVC3003"});
  CHECK(Analyzed("app shop {}\nqueue q { patch terraform queue { assert true else \"x\" } }\n")
            .codes() == Names{"SVC3010"});
}
