// The functions of the language.
#include <catch2/catch.hpp>

#include "sema_support.h"

using svc::test::value_of;

TEST_CASE("functions on texts") {
  CHECK(value_of(R"(trim("  a b\n"))") == R"("a b")");
  CHECK(value_of(R"(trim(" "))") == R"("")");
  CHECK(value_of(R"(replace("a-b-c", "-", "--"))") == R"("a--b--c")");
  CHECK(value_of(R"(replace("a", "", "x"))") == "SVC2001");
  CHECK(value_of(R"(split(",", "a,,b"))") == R"(["a", "", "b"])");
  CHECK(value_of(R"(split(",", ""))") == R"([""])");
  CHECK(value_of(R"(split("", "a"))") == "SVC2001");
  CHECK(value_of(R"(upper("aé"))") == R"("Aé")");
}

TEST_CASE("format fills placeholders") {
  CHECK(value_of(R"x(format("{}-{:03}-{:3}", "a", 7, 1))x") == R"("a-007-  1")");
  CHECK(value_of(R"x(format("{{{}}}", 1))x") == R"("{1}")");
  CHECK(value_of(R"x(format("v{}", tag))x", "param tag: string") == R"("v${param tag}")");
  CHECK(value_of(R"x(format("{}"))x") == "SVC2001");
  CHECK(value_of(R"x(format("a", 1))x") == "SVC2001");
  CHECK(value_of(R"x(format("{x}", 1))x") == "SVC2001");
  CHECK(value_of(R"x(format("a}", 1))x") == "SVC2001");
}

TEST_CASE("ranges have ends, and a number is a range where one is wanted") {
  CHECK(value_of("r.min + r.max", "let r = 2..10") == "12");
  CHECK(value_of("r.middle", "let r = 2..10") == "SVC2001");
  const std::string component =
      "network n {}\ncluster k in n {}\ncomponent c in p: cluster { param count: range\n output "
      "most = count.max }\n";
  CHECK(value_of("a.most", component + "c a in k { count = 3 }") == "3");
  CHECK(value_of("a.most", component + "c a in k { count = 1..4 }") == "4");
}

TEST_CASE("functions on lists and objects") {
  CHECK(value_of("merge({ a = 1, b = 2 }, { b = 3 }, { c = 4 })") == "{ a = 1, b = 3, c = 4 }");
  CHECK(value_of("merge({ a = 1 }, 2)") == "SVC2001");
  CHECK(value_of("merge()") == "SVC2008");
  CHECK(value_of("range(2, 4)") == "[2, 3, 4]");
  CHECK(value_of("range(2, 1)") == "[]");
  CHECK(value_of("range(0, 1_000_000)") == "SVC2003");
  CHECK(value_of("[n * n for n in range(1, 3)]") == "[1, 4, 9]");
}

TEST_CASE("json and base64 of what is known are texts, of what is not are left to the deployment") {
  CHECK(value_of(
            R"(json({ a = [1, 0.5, true], b = "x\"y", wait = 90s, size = 2GiB, share = 60% }))") ==
        R"x("{"a":[1,0.5,true],"b":"x\"y","wait":90,"size":2048,"share":60}")x");
  CHECK(value_of("json({ q = orders.url, wait = 30s })", "queue orders {}") ==
        "json({ q = orders.url, wait = 30 })");
  CHECK(value_of("json(orders)", "queue orders {}") == "SVC2001");
  CHECK(value_of(R"(base64(""))") == R"("")");
  CHECK(value_of(R"(base64("f"))") == R"("Zg==")");
  CHECK(value_of(R"(base64("fo"))") == R"("Zm8=")");
  CHECK(value_of(R"(base64("foobar"))") == R"("Zm9vYmFy")");
  CHECK(value_of(R"(base64("é"))") == R"("w6k=")");
  CHECK(value_of("base64(tag)", "param tag: string") == "base64(param tag)");
  CHECK(value_of(R"("<${json([tag])}>")", "param tag: string") == R"("<${json([param tag])}>")");
  CHECK(value_of("base64([1])") == "SVC2001");
}

TEST_CASE("address ranges") {
  CHECK(value_of("cidr_subnet(10.0.0.0/16, 8, 2)") == "10.0.2.0/24");
  CHECK(value_of("cidr_subnet(10.0.0.0/16, 0, 0)") == "10.0.0.0/16");
  CHECK(value_of("cidr_subnet(0.0.0.0/0, 32, 4294967295)") == "255.255.255.255/32");
  CHECK(value_of("cidr_subnet(10.0.0.0/16, 8, 256)") == "SVC2003");
  CHECK(value_of("cidr_subnet(10.0.0.0/16, 17, 0)") == "SVC2003");
  CHECK(value_of("cidr_subnet(::/0, 8, 0)") == "SVC2001");
  CHECK(value_of("cidr_host(10.0.0.0/24, 5)") == "10.0.0.5");
  CHECK(value_of("cidr_host(10.0.0.0/24, 256)") == "SVC2003");
  CHECK(value_of("cidr_host(10.0.0.0/24, -1)") == "SVC2003");
}

TEST_CASE("file reads texts of the project") {
  CHECK(value_of(R"(trim(file("note.txt")))") == R"("hello")");
  CHECK(value_of(R"(trim(file("./a/../note.txt")))") == R"("hello")");
  CHECK(value_of(R"(file("other.txt"))") == "SVC0018");
  CHECK(value_of(R"(file("../note.txt"))") == "SVC0019");
  CHECK(value_of(R"(file("/etc/passwd"))") == "SVC0019");
  CHECK(value_of("file(tag)", "param tag: string") == "SVC2005");
}

TEST_CASE("file is relative to the file in which it stands") {
  const svc::test::Analyzed a(
      svc::test::Files{{"main.svc", "import \"lib/a.svc\"\napp shop {}\noutput x = note\n"},
                       {"lib/a.svc", "let note = file(\"../note.txt\") \n"},
                       {"note.txt", "hello"}});
  CHECK(a.codes().empty());
  CHECK(a.output("x") == "\"hello\"");
}
