// The documentation of the language's keywords is complete.
#include <catch2/catch.hpp>

#include "sema/builtins.h"
#include "sema_support.h"

using svc::test::Analyzed;

TEST_CASE("every documented function is one, and every function is documented") {
  std::string all;
  for (const svc::sema::FunctionInfo& function : svc::sema::functions()) {
    const Analyzed a("app shop {}\noutput x = " + std::string(function.name) + "()\n");
    CHECK(a.codes() == std::vector<std::string>{"SVC2008"});  // the wrong number of arguments
    CHECK(function.signature.starts_with(std::string(function.name) + "("));
    all += " `" + std::string(function.name) + "`";
  }
  const Analyzed unknown("app shop {}\noutput x = qqqqqqqqqqq()\n");
  REQUIRE(unknown.said().size() == 1);
  const std::string help = unknown.said()[0].help;  // lists them all
  CHECK(static_cast<std::size_t>(std::count(help.begin(), help.end(), '`')) ==
        2 * svc::sema::functions().size());
  for (const svc::sema::FunctionInfo& function : svc::sema::functions())
    CHECK(help.find("`" + std::string(function.name) + "`") != std::string::npos);
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
