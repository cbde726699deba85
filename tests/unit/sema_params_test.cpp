// Params: allowed types, options, and allowed places for secrets. Also blocks that an environment
// removes.
#include <catch2/catch.hpp>

#include "base/characters.h"
#include "base/pattern.h"
#include "diagnostics/codes/names.h"
#include "sema_support.h"

using namespace svc;
using test::Analyzed;
using Names = std::vector<std::string>;

namespace {

Names param(const std::string& rest) {
  return Analyzed("app shop {}\nparam p: " + rest + "\n").codes();
}

}  // namespace

TEST_CASE("a deployment is asked for texts, numbers, quantities, choices and lists of texts") {
  for (const char* type :
       {"string", "int", "number", "bool", "duration", "size", "percent", "cpu", "cidr", "ip",
        "port", "arn", "image", "schedule", "[string]", "[cidr]", "small | large"}) {
    CAPTURE(type);
    CHECK(param(type) == Names{});
  }
  for (const char* type : {"any", "range", "string?", "{string}", "[int]", "[[string]]",
                           "[string?]", "int | string", "queue", "[queue]", "string | small"}) {
    CAPTURE(type);
    CHECK(param(type) == Names{"SVC2014"});
  }
}

TEST_CASE("options of params are those that the type has room for, each once") {
  for (const char* good :
       {"int { min = 1, max = 1 }", "string { min = 0, max = 3, pattern = \"a*\" }",
        "duration { min = 30s, max = 1min }", "[string] = [\"a\"] { allowed = [\"a\", \"b\"] }",
        "size = 1GiB { allowed = [1024MiB] }", "[string] = [\"a1\"] { pattern = \"[a-z]\\\\d\" }",
        "bool { secret = false, description = \"x\" }", "percent = 5% { min = 1%, max = 9% }"}) {
    CAPTURE(good);
    CHECK(param(good) == Names{});
  }
  CHECK(param("bool { min = 1 }") == Names{"SVC3010"});
  CHECK(param("[string] { min = 1 }") == Names{"SVC3010"});
  CHECK(param("int { pattern = \"1\" }") == Names{"SVC3010"});
  CHECK(param("a | b { allowed = [a] }") == Names{"SVC3010"});
  CHECK(param("bool { allowed = [true] }") == Names{"SVC3010"});
  CHECK(param("int { static = true }") == Names{"SVC3001"});
  CHECK(param("int { min = 1, min = 2 }") == Names{"SVC3003"});
  CHECK(param("int { min = 3, max = 2 }") == Names{"SVC2003"});
  CHECK(param("string { min = -1 }") == Names{"SVC2003"});
  CHECK(param("string { max = 1.5 }") == Names{"SVC2003"});
  CHECK(param("string { secret = \"yes\" }") == Names{"SVC2001"});
  CHECK(param("string { allowed = \"x\" }") == Names{"SVC2001"});
  CHECK(param("string { allowed = [] }") == Names{"SVC2001"});
  CHECK(param("int { allowed = [\"a\"] }") == Names{"SVC2001"});
  CHECK(param("string { description = 5 }") == Names{"SVC2001"});
  CHECK(param("[string] = [\"a\", \"c\"] { allowed = [\"a\", \"b\"] }") == Names{"SVC2006"});
  CHECK(param("[string] = [\"a1\", \"bb\"] { pattern = \"[a-z]\\\\d\" }") == Names{"SVC2004"});
  CHECK(param("string = \"éé\" { max = 2 }") == Names{});
}

TEST_CASE("patterns are what CloudFormation and Terraform both read") {
  for (const char* good :
       {"", "a", "[a-z]+", "\\d{3}-\\w+", "(?:a|b)?c", "[^]a]+", "[]a]", "a{2,}", "\\.", "[\\d.]+",
        "(?i)abc", "\\bword\\b", "[[:alpha:]]+", "a+?", "^a$", "\\p{L}+"}) {
    CAPTURE(good);
    CHECK(read_deploy_pattern(good).fault == "");
  }
  for (const char* bad : {"[", "(", ")", "*a", "a**", "a{2,1}", "a{x}", "a{2000}", "\\", "(a)\\1",
                          "(?=a)b", "(?<!a)b", "a++", "[a", "x|*", "(?<n>a)", "(?P<n>a)", "(?i"}) {
    CAPTURE(bad);
    CHECK(read_deploy_pattern(bad).fault != "");
  }
  CHECK(read_deploy_pattern(std::string(5000, '(')).fault != "");
  CHECK(matches("555-ab_1", read_deploy_pattern("\\d{3}-\\w+").posix));
  CHECK_FALSE(matches("ddd-ab", read_deploy_pattern("\\d{3}-\\w+").posix));
  CHECK(matches("bc", read_deploy_pattern("(?:a|b)?c").posix));
  CHECK(matches("a.b", read_deploy_pattern("a\\.b").posix));
  CHECK(read_deploy_pattern("(?i)abc").posix == "");  // nothing can be said before deployment
  CHECK(read_deploy_pattern("((a{900}){900})").posix == "");
  CHECK(param("string = \"ABC\" { pattern = \"(?i)abc\" }") == Names{});
  CHECK(param("string { pattern = \"[\" }") == Names{"SVC2013"});
}

TEST_CASE("a secret param stands only where it is not shown") {
  const std::string before =
      "app shop { tags = { owner = t } }\nparam t: string = \"x\"\nparam p: string { secret = true "
      "}\n";
  const auto shown = [&](const std::string& rest) {
    return Analyzed(before + rest + "\n").codes();
  };
  CHECK(shown("topic a { display_name = p }") == Names{"SVC3010"});
  CHECK(shown("topic a { emails = [\"x@example.com\", \"${p}@example.com\"] }") ==
        Names{"SVC3010"});
  CHECK(shown("parameter a { value = json({ x = [p] }) }") == Names{"SVC3010"});
  CHECK(shown("existing queue q { name = format(\"{}\", p) }") == Names{"SVC3010"});
  CHECK(shown("let w = base64(p)\ntopic a { display_name = w }") == Names{"SVC3010"});
  CHECK(shown("repository r {}\ntask t1 { cpu = 0.25vcpu, memory = 512MiB, container c { image = "
              "r.tag(p) } }") == Names{"SVC3010"});
  CHECK(shown("component c { param v: string, topic self { display_name = v } }\nc a { v = p }") ==
        Names{"SVC3010"});
  CHECK(shown("component c { param v: string, output w = v }\nc a { v = p }\noutput x = a.w") ==
        Names{"SVC3010"});
  CHECK(
      shown("queue q {}\nrole r for task { allow \"s3:GetObject\" on \"arn:aws:s3:::${p}/*\" }") ==
      Names{"SVC3010"});
  CHECK(shown("queue q {}\nrole r for task { allow send on q when { StringEquals = { "
              "\"aws:userid\" = p } } }") == Names{"SVC3010"});
  CHECK(shown("raw terraform \"aws_db_instance\" d { tags { x = p } }") == Names{"SVC3010"});
  CHECK(shown("raw cloudformation \"AWS::X\" d { Deep { Environment = [{ Name = \"A\", Value = "
              "\"${p}\" }] } }") == Names{"SVC3010"});
  CHECK(shown("queue q { patch terraform queue { description = p } }") == Names{"SVC3010"});
  CHECK(shown("raw terraform \"aws_db_instance\" d { password = p }") == Names{});
  CHECK(
      Analyzed("app shop { tags = { owner = p } }\nparam p: string { secret = true }\n").codes() ==
      Names{"SVC3010"});
  CHECK(
      Analyzed(
          "app shop {}\nenvironment e { tags { owner = p } }\nparam p: string { secret = true }\n",
          "e")
          .codes() == Names{"SVC3010"});
}

TEST_CASE("params of components have allowed values, and their symbols are known beside them") {
  const std::string component =
      "app shop {}\ncomponent c { param n: int { allowed = [1, 3] }, param size: small | large = "
      "small, queue self { retries = size == small ? n : 9 } }\n";
  CHECK(Analyzed(component + "c a { n = 3 }\nc b { n = 1, size = large }\n").codes() == Names{});
  CHECK(Analyzed(component + "c a { n = 2 }\n").codes() == Names{"SVC2006"});
  CHECK(Analyzed("app shop {}\ncomponent c { param size: small | large, queue self { retries = "
                 "smal == size ? 1 : 2 } }\nc a { size = large }\n")
            .codes() == Names{"SVC2006"});
}

TEST_CASE("an environment removes blocks of the program, and what names them is an error there") {
  const std::string program =
      "app shop {}\nenvironment a { remove queue q {} }\nenvironment b {}\nqueue q {}\nqueue r "
      "{}\n";
  CHECK(Analyzed(program, "a").names() == Names{"queue r"});
  CHECK(Analyzed(program, "b").names() == Names{"queue q", "queue r"});
  CHECK(Analyzed(program + "output u = q.url\n", "a").codes() == Names{"SVC1014"});
  CHECK(Analyzed(program + "output u = q.url\n", "b").codes() == Names{});
  const auto environment = [](const std::string& members) {
    return Analyzed("app shop {}\nparam n: int = 1\nenvironment a { " + members +
                        " }\nqueue q {}\ntopic t {}\n",
                    "a")
        .codes();
  };
  CHECK(environment("remove queue x {}") == Names{"SVC1009"});
  CHECK(environment("remove topic q {}") == Names{"SVC1009"});
  CHECK(environment("remove queue q {} queue q { retries = 3 }") == Names{"SVC1009"});
  CHECK(environment("remove app shop {}") == Names{"SVC3010"});
  CHECK(environment("existing queue q {}") == Names{"SVC3010"});
  CHECK(environment("queue q in t {}") == Names{"SVC3020"});
  CHECK(environment("app { tags { a = \"b\" } }") == Names{"SVC3015"});
  CHECK(environment("n = 1, n = 2") == Names{"SVC3003"});
  CHECK(environment("let x = 1") == Names{"SVC3010"});
  CHECK(Analyzed("app shop {}\nqueue q { remove subscribe t {} }\ntopic t {}\n").codes() ==
        Names{"SVC3010"});
}

TEST_CASE("names of files that are not imported are pointed out") {
  const Analyzed a(test::Files{
      {"main.svc", "app shop {}\nimport \"a.svc\" as lib\noutput x = hidden.url\ntwo t {}\n"},
      {"a.svc", "import \"b.svc\"\ncomponent two { queue q {} }\noutput y = hidden.url\n"},
      {"b.svc", "queue hidden {}\n"}});
  CHECK(a.codes() == Names{"SVC1001", "SVC1006"});
  for (const Diagnostic& d : a.said())
    CHECK(d.help.find(d.code == diag::UnknownName::code ? "b.svc" : "a.svc") != std::string::npos);
}

TEST_CASE("texts are counted and cut by characters") {
  CHECK(character_count("aé😀") == 3);
  CHECK(first_characters("aé😀b", 3) == "aé😀");
  CHECK(first_characters("é", 0).empty());
  CHECK(first_characters("ab", 9) == "ab");
}

TEST_CASE("the value of a secret is not judged, so that no message repeats it") {
  for (const std::string options :
       {"secret = true, pattern = \"[0-9]+\"", "secret = true, allowed = [\"a\"]",
        "secret = true, min = 100", "secret = true"}) {
    CAPTURE(options);
    const Analyzed a("app x {}\nparam pw: string = \"hunter2\" { " + options + " }\n");
    CHECK(a.codes() == Names{"SVC3010"});
    for (const auto& d : a.said()) CHECK(d.message.find("hunter2") == std::string::npos);
  }
}
