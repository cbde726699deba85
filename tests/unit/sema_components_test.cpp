// Components: kinds that a program declares, and what their instances become.
#include <catch2/catch.hpp>

#include "sema_support.h"

using svc::test::Analyzed;
using Names = std::vector<std::string>;

namespace {

const std::string kQueues = R"(
  app shop {}
  component pair {
    param tries: int = 3 { min = 1, max = 9 }
    param wait: duration?
    queue self { retries = tries, visibility = wait }
    queue late { retries = tries * 2 }
    output url = late.url
  }
)";

}  // namespace

TEST_CASE("an instance becomes the blocks of the component's body") {
  const Analyzed a(kQueues +
                   "pair mails { tries = 2 }\noutput self_url = mails.url\noutput arn = "
                   "mails.arn\noutput late = mails.late.arn\n");
  CHECK(a.codes() == Names{});
  CHECK(a.names() == Names{"queue mails", "queue mails.late"});
  CHECK(a.program.blocks[0]->integer("retries") == 2);
  CHECK(a.program.blocks[0]->seconds("visibility") ==
        30);  // left out here, so the queue's own default
  CHECK(a.program.blocks[1]->integer("retries") == 4);
  CHECK(a.output("self_url") == "mails.late.url");  // an output hides the attribute of `self`
  CHECK(a.output("arn") == "mails.arn");
  CHECK(a.output("late") == "mails.late.arn");
}

TEST_CASE("params are checked at the instance, with the component beside") {
  const Analyzed a(kQueues +
                   "pair a { trie = 2 }\npair b { tries = 10 }\npair c { tries = \"x\" }\n");
  CHECK(a.codes() == Names{"SVC3001", "SVC2003", "SVC2001"});
  REQUIRE(a.said()[0].related.size() == 1);
  CHECK(a.said()[0].help == "write `tries = 2`");
}

TEST_CASE("a mistake in the body is said once, with the way to it") {
  const Analyzed a(
      "app shop {}\ncomponent inner {\n  queue self { retires = 1 }\n}\ncomponent outer { inner "
      "one {} }\nouter a {}\nouter b {}\n");
  REQUIRE(a.codes() == Names{"SVC3001"});
  REQUIRE(a.said()[0].related.size() == 2);
  CHECK(a.said()[0].related[0].message == "in the instance `a.one`");
  CHECK(a.said()[0].related[1].message == "in the instance `a`");
}

TEST_CASE("components nest, and self may be an instance") {
  const Analyzed a(kQueues +
                   "component twice {\n  pair self { tries = 1 }\n  pair more { tries = 4 "
                   "}\n}\ntwice x {}\noutput arn = x.arn\noutput url = x.more.url\n");
  CHECK(a.codes() == Names{});
  CHECK(a.names() == Names{"queue x", "queue x.late", "queue x.more", "queue x.more.late"});
  CHECK(a.output("arn") == "x.arn");
  CHECK(a.output("url") == "x.more.late.url");
}

TEST_CASE("a component that leads back to itself is an error with the path") {
  const Analyzed a(
      "app shop {}\ncomponent a { b x {} }\ncomponent b { c x {} }\ncomponent c { a x {} }\na "
      "start {}\n");
  REQUIRE(a.codes() == Names{"SVC1012"});
  CHECK(a.said()[0].message == "a component cannot contain itself: a → b → c → a");
}

TEST_CASE("the clause, conditions and loops of a component") {
  const std::string text = R"(
    app shop {}
    network main {}
    cluster c in main {}
    component web in place: cluster {
      param names: [string]
      param extra: bool = length(names) > 1
      for name in names { queue "${name}_jobs" {} }
      if extra { queue dead {} }
      service self in place { task { container app { image = "x" } } }
    }
    web a in c { names = ["x", "y"] }
    web b in c { names = [] }
    web d { names = [] }
    web e in main { names = [] }
  )";
  const Analyzed a(text);
  CHECK(a.codes() == Names{"SVC3007", "SVC2001"});
  const Names names = a.names();
  CHECK(Names(names.begin() + 2, names.begin() + 7) ==
        Names{"queue a.x_jobs", "queue a.y_jobs", "queue a.dead", "service a", "service b"});
}

TEST_CASE("an environment changes params and the blocks of a body") {
  const std::string text =
      kQueues +
      "environment e { pair a { tries = 5 }, queue \"a.late\" { retention = 1d } }\npair a {}\n";
  const Analyzed a(text, "e");
  CHECK(a.codes() == Names{});
  CHECK(a.program.blocks[0]->integer("retries") == 5);
  CHECK(a.program.blocks[1]->seconds("retention") == 86'400);
}

TEST_CASE("names: of kinds, of params, and of what a component may hold") {
  CHECK(Analyzed("app shop {}\ncomponent queue {}\n").codes() == Names{"SVC3014"});
  CHECK(Analyzed("app shop {}\ncomponent x { param a: int, param a: int }\n").codes() ==
        Names{"SVC1002"});
  CHECK(Analyzed("app shop {}\ncomponent x { app y {} }\nx a {}\n").codes() == Names{"SVC3010"});
  CHECK(Analyzed("app shop {}\ncomponent x { a = 1 }\nx a {}\n").codes() == Names{"SVC3010"});
  CHECK(Analyzed("app shop {}\ncomponent x {}\nlet y = x\n").codes() == Names{"SVC2001"});
  CHECK(Analyzed("app shop {}\ncomponent x {}\nx \"a.b\" {}\n").codes() == Names{"SVC3014"});
  CHECK(Analyzed("app shop {}\ncomponent x { param n: int, output out = n }\nx a { n = a.out }\n")
            .codes() == Names{"SVC1003"});
  // Instances may name each other: only a value that needs itself is a circle.
  CHECK(Analyzed("app shop {}\ncomponent x { param n: string, queue q {} }\n"
                 "x a { n = b.q.arn }\nx b { n = a.q.arn }\n")
            .codes()
            .empty());
}

TEST_CASE("secrets do not become outputs, in whatever they are wrapped") {
  const std::string before = "app shop {}\nparam p: string { secret = true }\noutput x = ";
  for (const char* value : {"p", "\"a${p}\"", "[p]", "{ a = p }", "base64(p)", "json({ a = [p] })"})
    CHECK(Analyzed(before + value + "\n").codes() == Names{"SVC3010"});
}

TEST_CASE("the values of params keep to their bounds, patterns and choices, in every environment") {
  const std::string app = "app shop {}\n";
  CHECK(Analyzed(app + "param n: int = 5 { min = 1, max = 4 }\n").codes() == Names{"SVC2003"});
  CHECK(Analyzed(app + "param n: int = 4 { min = 1, max = 4 }\n").codes() == Names{});
  CHECK(Analyzed(app + "param t: duration = 10s { min = 30s }\n").codes() == Names{"SVC2003"});
  CHECK(Analyzed(app + "param t: duration = 1min { min = 30 }\n").codes() == Names{});
  CHECK(Analyzed(app + "param t: duration = 1min { min = 30MiB }\n").codes() == Names{"SVC2001"});
  CHECK(Analyzed(app + "param s: string = \"abc\" { max = 2 }\n").codes() == Names{"SVC2003"});
  CHECK(Analyzed(app + "param s: string = \"abc\" { pattern = \"[0-9]+\" }\n").codes() ==
        Names{"SVC2004"});
  CHECK(Analyzed(app + "param s: string = \"abc\" { allowed = [\"abd\", \"x\"] }\n").codes() ==
        Names{"SVC2006"});
  CHECK(Analyzed(app + "param s: string = \"abc\" { min = \"1\" }\n").codes() == Names{"SVC2001"});
  CHECK(Analyzed(app + "param n: int { max = 4 }\nenvironment e { n = 5 }\n", "e").codes() ==
        Names{"SVC2003"});
}
