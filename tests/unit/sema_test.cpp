// The analysis of values, times, scopes and environments. Messages about mistakes are in
// tests/diagnostics.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sema/analyze.h"
#include "syntax/parse.h"

namespace {

using namespace svc;

// A program that was analysed in one environment, with all that it needs to live.
struct Analyzed {
  Sources sources;
  SourceId file;
  Sink sink;
  ast::Ast ast;
  sema::Program program;

  explicit Analyzed(std::string text, std::string_view environment = "")
      : file(sources.add(SourceFile("test.svc", std::move(text)))),
        ast(syntax::parse(sources, file, sink)),
        program(sema::analyze(ast, sources, environment, sink)) {}

  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : sink.sorted()) result.push_back(code_text(d.code));
    return result;
  }
  [[nodiscard]] const sema::Block* block(std::string_view name) const {
    for (const sema::Block* candidate : program.blocks) {
      if (candidate->name == name) return candidate;
    }
    return nullptr;
  }
};

// The value of an expression in message form, or its diagnostics' codes.
std::string value_of(const std::string& expression, const std::string& before = "") {
  const Analyzed a("app shop {}\n" + before + "\noutput x = " + expression + "\n");
  if (!a.codes().empty()) return a.codes().front();
  return a.program.outputs.empty() ? "nothing" : sema::value_text(a.program.outputs.front().value);
}

}  // namespace

TEST_CASE("arithmetic keeps units") {
  CHECK(value_of("2 * 512MiB") == "1GiB");
  CHECK(value_of("30s + 1min") == "90s");
  CHECK(value_of("1GiB / 512MiB") == "2");
  CHECK(value_of("0.25vcpu * 4") == "1vcpu");
  CHECK(value_of("7 / 2") == "3");
  CHECK(value_of("7 % 2") == "1");
  CHECK(value_of("1 + 2 * 3 - 4") == "3");
  CHECK(value_of("-(1 + 2)") == "-3");
  CHECK(value_of("512MiB + 30s") == "SVC2002");
  CHECK(value_of("10 / 0") == "SVC2009");
}

TEST_CASE("comparison and logic") {
  CHECK(value_of("1GiB == 1024MiB") == "true");
  CHECK(value_of("60s < 2min && !(1 > 2)") == "true");
  CHECK(value_of("\"a\" != \"b\" || 1 == 2") == "true");
  CHECK(value_of("1 == \"1\"") == "SVC2002");
  CHECK(value_of("false && length(3) == 1") == "false");  // the right side is left alone
}

TEST_CASE("strings, lists, objects and functions") {
  CHECK(value_of("\"${1 + 1} x ${true}\"") == "\"2 x true\"");
  CHECK(value_of("[n * 2 for n in [1, 2, 3] if n > 1]") == "[4, 6]");
  CHECK(value_of("{ a = 1, b = [2] }.b[0]") == "2");
  CHECK(value_of("join(\"-\", [\"a\", \"b\"])") == "\"a-b\"");
  CHECK(value_of("max(1min, 90s)") == "90s");
  CHECK(value_of("length([1, 2]) + length(\"abc\")") == "5");
  CHECK(value_of("contains([\"a\", \"b\"], \"b\")") == "true");
  CHECK(value_of("keys({ a = 1, b = 2 })") == "[\"a\", \"b\"]");
  CHECK(value_of("2..10") == "2..10");
  CHECK(value_of("10..2") == "SVC2003");
}

TEST_CASE("deploy-time values are carried as references") {
  const std::string before = "param tag: string\nqueue orders {}\n";
  CHECK(value_of("orders.url", before) == "orders.url");
  CHECK(value_of("\"v-${tag}-${aws.region}\"", before) == "\"v-${param tag}-${aws.region}\"");
  CHECK(value_of("tag == \"x\"", before) == "SVC2002");
  CHECK(value_of("tag == \"x\" ? 1 : 2", before) == "SVC2002");
}

TEST_CASE("whole numbers stand for the units that AWS users write") {
  const Analyzed a(R"(
    app shop {}
    network main {}
    cluster c in main { capacity fargate {} }
    service s in c {
      task { cpu = 256, memory = 512, container app { image = "x", env { PORT = 8080, DEBUG = true } } }
    }
  )");
  REQUIRE(a.codes().empty());
  const sema::Block* task = a.block("s")->block("task");
  CHECK(task->cpu_units("cpu") == 256);
  CHECK(task->mebibytes("memory") == 512);
  CHECK(sema::value_text((*task->only("container"))["env"]) ==
        R"({ PORT = "8080", DEBUG = "true" })");
}

TEST_CASE("a shorthand is the block that it stands for") {
  const Analyzed a(R"(
    app shop {}
    network main {}
    cluster c in main {}
    service s in c { task { container app { image = "x", port = 8080, health = "true" } } }
  )");
  REQUIRE(a.codes().empty());
  const sema::Block* container = a.block("s")->block("task")->only("container");
  CHECK(container->only("port")->integer("container") == 8080);
  CHECK(container->only("health")->text("command") == "true");
  CHECK(container->only("health")->seconds("interval") == 30);
  CHECK_FALSE(container->only("health")->wrote("interval"));
}

TEST_CASE("environments: fields, params, overlays and remove") {
  const std::string text = R"(
    app shop { region = "eu-west-1", tags = { team = "a" } }
    environment test {}
    environment prod {
      region = "us-east-1"
      tags   = { team = "b", tier = "gold" }
      days   = 7
      network main { nat = per_zone, subnets extra { access = isolated } }
      cluster c { remove capacity fargate_spot {} }
    }
    param days: int = 4
    network main { zones = 3, subnets public { access = public } }
    cluster c in main { capacity fargate {}
      capacity fargate_spot {} }
    output name = environment.name
  )";
  const Analyzed test(text, "test");
  const Analyzed prod(text, "prod");
  REQUIRE(test.codes().empty());
  REQUIRE(prod.codes().empty());
  CHECK(sema::value_text(test.program.region) == "\"eu-west-1\"");
  CHECK(sema::value_text(prod.program.region) == "\"us-east-1\"");
  CHECK(test.program.tags.size() == 1);
  REQUIRE(prod.program.tags.size() == 2);
  CHECK(sema::value_text(prod.program.tags[0].second) == "\"b\"");
  CHECK(sema::value_text(test.program.parameters.front()->value) == "4");
  CHECK(sema::value_text(prod.program.parameters.front()->value) == "7");
  CHECK(test.block("main")->symbol("nat") == "single");
  CHECK(prod.block("main")->symbol("nat") == "per_zone");
  CHECK(prod.block("main")->integer("zones") == 3);
  CHECK(prod.block("main")->nested("subnets").size() == 2);
  CHECK(test.block("c")->nested("capacity").size() == 2);
  CHECK(prod.block("c")->nested("capacity").size() == 1);
  CHECK(sema::value_text(prod.program.outputs.front().value) == "\"prod\"");
}

TEST_CASE("if and for make blocks and fields") {
  const Analyzed a(R"(
    app shop {}
    let names = ["orders", "mails"]
    for name in names { queue "${name}_jobs" { if name == "orders" { retention = 7d } else { retention = 1d } } }
    if length(names) > 5 { queue never {} }
    output url = orders_jobs.url
  )");
  REQUIRE(a.codes().empty());
  REQUIRE(a.program.blocks.size() == 2);
  CHECK(a.block("orders_jobs")->seconds("retention") == 7 * 86400);
  CHECK(a.block("mails_jobs")->seconds("retention") == 86400);
}

TEST_CASE("a list that only the deployment counts") {
  const std::string ids = "param ids: [string]\nnetwork main {}\n";
  for (const std::string wrong :
       {"topic t { emails = ids }", "topic t { display_name = \"${ids}\" }",
        "repository r { share = [ids[0], join(\",\", ids)] }\ntopic t { emails = main.private }",
        "parameter p { value = ids }",
        "task t {\n cpu = 0.25vcpu, memory = 512MiB\n container app { image = \"x:1\" }\n allow "
        "[\"s3:GetObject\"] on ids\n}"}) {
    CAPTURE(wrong);
    const std::vector<std::string> codes = Analyzed("app shop {}\n" + ids + wrong).codes();
    REQUIRE(codes.size() == 1);
    CHECK((codes.front() == "SVC2005" || codes.front() == "SVC2007"));
  }
  CHECK(Analyzed("app shop {}\n" + ids +
                 "existing network old { id = \"vpc-1\", cidr = 10.5.0.0/16, private = ids "
                 "}\noutput all = ids")
            .codes()
            .empty());
  CHECK(Analyzed(
            "app shop { tags { Count = n, Size = size } }\nparam n: int\nparam size: small | large")
            .codes()
            .empty());
}

TEST_CASE("an `if` holds no import, environment or component; a `let` and a param it may") {
  const Analyzed queues(
      "app shop {}\nfor n in [\"a\", \"b\"] {\n let k = upper(n)\n queue \"${k}\" {}\n}");
  CHECK(queues.codes().empty());
  CHECK(queues.block("A") != nullptr);
  CHECK(queues.block("B") != nullptr);
  CHECK(Analyzed("app shop {}\nif true {\n import \"x.svc\"\n environment e {}\n "
                 "component c {}\n}")
            .codes() == std::vector<std::string>(3, "SVC3010"));
  CHECK(Analyzed("app shop {}\ncomponent pair {\n param n: int\n if n > 1 {\n let z = 3s\n queue r "
                 "{ delay = z }\n }\n}\npair one { n = 2 }")
            .codes()
            .empty());
}

TEST_CASE("a head that lacks the word of its clause is one mistake") {
  const Analyzed a("app shop {}\nnetwork main {}\ncluster web main {}\n");
  REQUIRE(a.codes() == std::vector<std::string>{"SVC3007"});
  const Fix fix = a.sink.sorted().front().fix;
  REQUIRE(fix.edits.size() == 1);
  CHECK(fix.edits.front().text == "in ");
  CHECK(a.sources[a.file].text().substr(fix.edits.front().span.begin, 4) == "main");
  CHECK(Analyzed("app shop {}\nqueue jobs more {}\n").codes() ==
        std::vector<std::string>{"SVC3006"});
  CHECK(Analyzed("app shop {}\nnetwork main {}\ncluster web big main {}\n").codes() ==
        std::vector<std::string>{"SVC3007", "SVC3006"});
}

TEST_CASE("an environment changes a block once, and takes away nothing that it needs") {
  const std::string queue =
      "app shop {}\nqueue q {}\nenvironment prod {\n queue q { retention = 2d }\n ";
  CHECK(Analyzed(queue + "queue q { retention = 3d }\n}", "prod").codes() ==
        std::vector<std::string>{"SVC3005"});
  CHECK(Analyzed(queue + "}", "prod").codes().empty());
  const Analyzed needy(
      "app shop {}\nenvironment prod { service api { remove task {} } }\nnetwork main {}\ncluster "
      "c in main {}\nservice api in c {\n task {\n cpu = 0.25vcpu, memory = 512MiB\n container app "
      "{ image = \"x:1\" }\n }\n}",
      "prod");
  REQUIRE(needy.codes() == std::vector<std::string>{"SVC3002"});
  CHECK(line_reference(needy.sources, needy.sink.sorted().front().span) == "test.svc:2");
}

TEST_CASE("a let of a symbol is one where it is wanted") {
  const std::string lets = "app shop {}\nlet nat = 1 < 2 ? none : single\nlet same = nat\n";
  const Analyzed good(lets + "network main { nat = same }\nnetwork other { nat = nat }\n");
  CHECK(good.codes().empty());
  CHECK(sema::value_text((*good.program.blocks.front())["nat"]) == "none");
  CHECK(Analyzed(lets).codes() ==
        std::vector<std::string>{
            "SVC1001", "SVC1001"});  // nobody wants a symbol, so that the words mean nothing
  CHECK(Analyzed(lets + "network main { nat = same }\nqueue jobs { retention = same }\n").codes() ==
        std::vector<std::string>{"SVC2001"});
  CHECK(Analyzed("app shop {}\nlet a = b\nlet b = a\nnetwork main { nat = a }\n").codes() ==
        std::vector<std::string>{"SVC1003"});
  std::string chain = "app shop {}\nlet a0 = single\n";  // two ways at each of 60 links
  for (int i = 1; i < 60; ++i)
    chain += "let a" + std::to_string(i) + " = 1 < 2 ? a" + std::to_string(i - 1) + " : a" +
             std::to_string(i - 1) + "\n";
  CHECK(Analyzed(chain + "network main { nat = a59 }\n").codes().empty());
  CHECK(value_of("nat == none", "let nat = 1 < 2 ? none : single\nnetwork main { nat = nat }") ==
        "true");
  CHECK(value_of("single != same", "let nat = 1 < 2 ? none : single\nlet same = nat") == "true");
  CHECK(Analyzed(lets + "network main { nat = nat }\nif nat == singel { queue q {} }").codes() ==
        std::vector<std::string>{"SVC2006"});
  CHECK(Analyzed("app shop {}\nlet a = singl\nnetwork main { nat = a }\n").codes() ==
        std::vector<std::string>{"SVC1001"});
}

TEST_CASE("a list is made from whatever `for` goes over") {
  CHECK(value_of("[n * 2 for n in 1..3]") == "[2, 4, 6]");
  CHECK(value_of("[upper(k) for k in { a = 1, b = 2 } if k != \"a\"]") == "[\"B\"]");
  CHECK(value_of("[n for n in 5]") == "SVC2001");
  CHECK(value_of("[n for n in 1..20000]") == "SVC2003");
  CHECK(value_of("[n for n in [1, 2] if jobs.url]", "queue jobs {}") == "SVC2005");
}

TEST_CASE("the names of entries are worked out, where a map has entries") {
  CHECK(value_of("{ \"a${1 + 1}\" = 1, b = 2 }") == "{ a2 = 1, b = 2 }");
  CHECK(value_of("{ \"a\\\"b\" = 1 }") == "{ a\"b = 1 }");
  CHECK(value_of("{ \"a${1}\" = 1, a1 = 2 }") == "SVC3003");
  CHECK(value_of("{ \"${nope}\" = 1 }") == "SVC1001");
  CHECK(value_of("{ \"${jobs.url}\" = 1 }", "queue jobs {}") == "SVC2005");
  CHECK(value_of("{ \"\" = 1 }") == "SVC3010");
  CHECK(value_of("{ \"${\"\"}\" = 1 }") == "SVC3010");
  CHECK(Analyzed("app shop {}\nqueue jobs { \"ret${\"ries\"}\" = 3 }").codes() ==
        std::vector<std::string>{"SVC3010"});
  CHECK(Analyzed("app shop { tags { for n in [1, 2] { Same = n } } }").codes() ==
        std::vector<std::string>{"SVC3003"});
  CHECK(Analyzed("app shop { tags { for n in [1, 2] { \"T${n}\" = n, if n == 2 { Last = n } } } }")
            .codes()
            .empty());
  CHECK(Analyzed("app shop { tags { for n in 5 { \"T${n}\" = n } } }").codes() ==
        std::vector<std::string>{"SVC2001"});
  const Analyzed tagged(
      "app shop {}\nenvironment test { tags { for n in [1, 2] { \"T${n}\" = n } } }", "test");
  CHECK(tagged.codes().empty());
  CHECK(tagged.program.tags.size() == 2);
  CHECK(Analyzed("app shop {}\nenvironment test { tags { queue jobs {} } }", "test").codes() ==
        std::vector<std::string>{"SVC3010"});
  CHECK(Analyzed("app shop { tags { queue jobs {} } }").codes() ==
        std::vector<std::string>{"SVC3010"});
}

TEST_CASE("one mistake is one diagnostic, and the rest is still checked") {
  const Analyzed a(R"(
    app shop {}
    let broken = missing
    queue orders { retention = broken, retries = "five" }
    output url = broken
    output other = orders.uri
  )");
  CHECK(a.codes() == std::vector<std::string>{"SVC1001", "SVC2001", "SVC1004"});
}

TEST_CASE("secrets have no value in the program") {
  const Analyzed a("app shop {}\nparam token: string = \"x\" { secret = true }\n");
  CHECK(a.codes() == std::vector<std::string>{"SVC3010"});
}
