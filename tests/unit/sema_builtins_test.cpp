// The documentation of the language's keywords is complete.
#include <catch2/catch.hpp>

#include "sema/builtins.h"
#include "sema_support.h"

using svc::test::Analyzed;

TEST_CASE("every documented function is one, and every function is documented") {
  for (const svc::sema::FunctionInfo& function : svc::sema::functions()) {
    const Analyzed a("app shop {}\noutput x = " + std::string(function.name) + "()\n");
    CHECK(a.codes() == std::vector<std::string>{"SVC2008"});  // the wrong number of arguments
    CHECK(function.signature.starts_with(std::string(function.name) + "("));
  }
  const Analyzed unknown("app shop {}\noutput x = qqqqqqqcidr()\n");
  REQUIRE(unknown.said().size() == 1);
  CHECK(unknown.said()[0].help.starts_with("functions are `cidr_host`, `cidr_subnet`, "));
  CHECK(unknown.said()[0].help.ends_with("; `svcc explain functions` shows all"));
}

TEST_CASE("every documented value is there") {
  for (const svc::sema::BuiltinInfo& builtin : svc::sema::builtins()) {
    const Analyzed a(
        "app shop {}\nenvironment e { region = \"eu-west-1\", account = \"111111111111\" }\noutput "
        "x = " +
            std::string(builtin.object) + "." + std::string(builtin.name) + "\n",
        "e");
    CHECK(a.codes().empty());
  }
}

TEST_CASE("every documented option of a param is one") {
  for (const svc::sema::OptionInfo& option : svc::sema::param_options()) {
    const Analyzed a("app shop {}\nparam p: string { " + std::string(option.name) +
                     (option.name == "secret" ? " = true }\n" : " = [] }\n"));
    for (const std::string& code : a.codes()) CHECK(code != "SVC3001");
  }
}
