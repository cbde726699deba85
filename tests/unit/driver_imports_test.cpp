// Programs of several files.
#include <catch2/catch.hpp>

#include "sema_support.h"

using svc::test::Analyzed;
using svc::test::Files;
using Names = std::vector<std::string>;

TEST_CASE("a file sees the names of those that it imports, and of no others") {
  const Analyzed a(
      Files{{"main.svc", "import \"a.svc\"\napp shop {}\noutput x = one\noutput y = two\n"},
            {"a.svc", "import \"b.svc\"\nlet one = two\n"},
            {"b.svc", "let two = 2\n"}});
  CHECK(a.codes() == Names{"SVC1001"});
  CHECK(a.output("x") == "2");
}

TEST_CASE("an alias stands before the names of its file") {
  const Analyzed a(Files{{"main.svc",
                          "import \"a.svc\" as lib\napp shop {}\noutput x = lib.one\noutput q = "
                          "lib.jobs.url\noutput y = lib.on\noutput z = one\noutput w = lib\n"},
                         {"a.svc", "let one = 1\nqueue jobs {}\n"}});
  CHECK(a.codes() == Names{"SVC1001", "SVC1001", "SVC2001"});
  CHECK(a.output("x") == "1");
  CHECK(a.output("q") == "jobs.url");
}

TEST_CASE("a file that two others import is read once") {
  const Analyzed a(
      Files{{"main.svc", "import \"a.svc\"\nimport \"b.svc\"\nimport \"./b.svc\"\napp shop {}\n"},
            {"a.svc", "import \"b.svc\"\n"},
            {"b.svc", "queue jobs {}\n"}});
  CHECK(a.codes() == Names{});
  CHECK(a.names() == Names{"queue jobs"});
  CHECK(a.engine.modules().size() == 3);
}

TEST_CASE("files that import each other are reported with the way round") {
  const Analyzed a(Files{{"main.svc", "import \"a.svc\"\napp shop {}\n"},
                         {"a.svc", "import \"b.svc\"\n"},
                         {"b.svc", "import \"a.svc\"\n"}});
  REQUIRE(a.codes() == Names{"SVC1011"});
  CHECK(a.said()[0].message == "these files import each other: a.svc → b.svc → a.svc");
}

TEST_CASE("what would come from a file that cannot be read stays silent") {
  const Analyzed a(Files{{"main.svc",
                          "import \"a.svc\"\nimport \"b.svc\" as b\nimport \"std/nothing\"\napp "
                          "shop {}\noutput x = one\noutput y = b.two\nworker w { a = 1 }\n"}});
  CHECK(a.codes() == Names{"SVC0018", "SVC0018", "SVC0018"});
}

TEST_CASE("imports stay within the folder of the main file") {
  CHECK(Analyzed("import \"../a.svc\"\napp shop {}\n").codes() == Names{"SVC0019"});
  CHECK(Analyzed("import \"/a.svc\"\napp shop {}\n").codes() == Names{"SVC0019"});
  CHECK(Analyzed("let a = 1\nimport \"x${a}.svc\"\napp shop {}\n").codes() == Names{"SVC0018"});
}

TEST_CASE("names of blocks, params and outputs are unique in the whole program") {
  const Analyzed a(
      Files{{"main.svc",
             "import \"a.svc\" as a\napp shop {}\nparam p: string\nqueue jobs {}\noutput o = 1\n"},
            {"a.svc", "param p: string\nqueue jobs {}\noutput o = 2\n"}});
  CHECK(a.codes() == Names{"SVC1002", "SVC1002", "SVC1002"});
  const Analyzed lets(
      Files{{"main.svc", "import \"a.svc\"\napp shop {}\nlet l = 1\n"}, {"a.svc", "let l = 2\n"}});
  CHECK(lets.codes() == Names{"SVC1002"});
}

TEST_CASE("an imported file has no app and no environments") {
  const Analyzed a(Files{{"main.svc", "import \"a.svc\"\napp shop {}\n"},
                         {"a.svc", "app other {}\nenvironment e {}\n"}});
  CHECK(a.codes() == Names{"SVC3010", "SVC3010"});
}

TEST_CASE("mistakes in an imported file are shown there") {
  const Analyzed a(Files{{"main.svc", "import \"a.svc\"\napp shop {}\n"},
                         {"a.svc", "queue jobs { retires = 1 }\nlet x = \n"}});
  CHECK(a.codes() == Names{"SVC3001", "SVC0008"});
  REQUIRE(a.engine.found_in_reading().diagnostics().size() == 1);
  CHECK(a.engine.found_in_reading().diagnostics().front().message ==
        "expected a value, found the end of the file");
  for (const svc::Diagnostic& d : a.said())
    CHECK(a.engine.sources()[d.span.file].path() == "a.svc");
}
