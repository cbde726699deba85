// After an edit inside of a block only that block is analysed again, and only the checks that read
// what it changed run again. Everything that is said stays what a fresh `svcc check` says.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "diagnostics/render.h"
#include "ide/live_program.h"

namespace {

using svc::MemoryFileSystem;

std::string rendered(const std::vector<svc::Diagnostic>& diagnostics, const svc::Sources& sources) {
  std::vector<std::string> each;
  for (const svc::Diagnostic& d : diagnostics) each.push_back(svc::render_json({d}, sources));
  std::sort(each.begin(), each.end());
  std::string all;
  for (const std::string& one : each) all += one;
  return all;
}

// What is known before the second step, and after it.
std::string fresh(const MemoryFileSystem& files) {
  svc::driver::Engine engine(files, "main.svc");
  engine.check();
  std::string all = rendered(engine.diagnostics(), engine.sources()) + "-----\n";
  while (engine.deepen()) {
  }
  return all + rendered(engine.diagnostics(), engine.sources());
}

std::string living(svc::ide::LiveProgram& program) {
  program.check();
  std::string all = rendered(program.diagnostics(), program.sources()) + "-----\n";
  while (program.deepen()) {
  }
  return all + rendered(program.diagnostics(), program.sources());
}

const std::string kLibrary = R"(network main { cidr = 10.0.0.0/16, zones = 2 }
queue failed { retention = 14d }
queue jobs { retries = 5, visibility = 60s, dead_letter = true }
topic alerts {}
alarm deep { namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", above = 100, notify = [alerts] }
table carts { key = "id", expires = "until" }
)";

// Overlays, a component of the library and one of its own, loops, conditions, parts of blocks that
// others name, permissions, a patch and a raw resource.
const std::string kMain = R"(import "lib.svc"
import "std/web"
app shop {}
environment test { region = "eu-west-1" }
environment prod {
  region = "eu-west-1"
  service api { count = 3..5, task { cpu = 1vcpu, memory = 2GiB } }
  queue jobs { retries = 7 }
}
param tag: string = "latest"
let prod = environment.name == "prod"
let size = { cpu = 0.5vcpu, memory = 1GiB }
component pair {
  param retention: duration = 4d
  queue one { retention = retention }
  queue two { retention = retention }
}
pair tasks { retention = 3d }
for name in ["red", "blue"] {
  queue "more-${name}" { retention = 2d }
}
if prod {
  queue extra { retries = 4 }
}
cluster group in main {
  capacity fargate { base = 1, weight = 1 }
  capacity fargate_spot { weight = 3 }
}
repository images { keep = 30 }
balancer edge in main { listener http 80 {} }
service api in group {
  // what it runs
  task {
    cpu = size.cpu, memory = size.memory
    container app {
      image = images.tag(tag)
      port = 8080
      env { JOBS = jobs.url, LEVEL = prod ? "warn" : "debug", NUMBER = "4" }
      health = "curl -f http://localhost:8080/healthz"
    }
    container side { image = images.tag("side"), essential = false }
    allow [send, receive] on jobs
    allow read on carts
  }
  let most = prod ? 8 : 4
  count = 2..most
  scale cpu { target = 60% }
  scale memory { target = 70% }
  route edge { priority = 5, path = "/api/*", health = "/healthz" }
  if prod {
    scale queue { source = jobs, latency = 5min, per_task = 500ms }
  }
}
service worker in group {
  task {
    cpu = 0.25vcpu, memory = 512MiB
    container app { image = images.tag(tag), env { JOBS = jobs.url, TOPIC = alerts.arn } }
    allow receive on jobs
    allow publish on alerts
  }
  count = 1..4
}
bucket files { versions = true, expire = 30d }
raw cloudformation "AWS::SNS::Topic" other { DisplayName = "other", KmsMasterKeyId = "alias/aws/sns" }
topic news {}
output url = jobs.url
assert length(environment.name) > 0 else "an environment has a name"
)";

// Edits that mostly stay inside of a block.
class Typist {
 public:
  explicit Typist(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  void edit(std::string& text) {
    static const std::vector<std::string> pieces = {"1",
                                                    "0",
                                                    " ",
                                                    "// note\n",
                                                    "\n",
                                                    "k",
                                                    "retries = 3\n",
                                                    "count = 2\n",
                                                    "%",
                                                    "cpu = 1vcpu\n",
                                                    "container more { image = \"nginx:1.27\" }\n",
                                                    "-",
                                                    "\"",
                                                    "scale cpu { target = 50% }\n"};
    std::size_t at = below(text.size());
    switch (below(8)) {
      case 0:  // a number becomes another
        at = text.find_first_of("123456789", at);
        if (at != std::string::npos) text[at] = static_cast<char>('1' + below(9));
        break;
      case 1:
        at = text.find_first_of("0123456789", at);
        if (at != std::string::npos) text.insert(at, 1, static_cast<char>('1' + below(9)));
        break;
      case 2:
        at = text.find_first_of("0123456789", at);
        if (at != std::string::npos) text.erase(at, 1);
        break;
      case 3:  // a digit, also in the middle of what is written so far
        at = text.find_last_of("0123456789", at);
        if (at != std::string::npos) text.insert(at, 1, static_cast<char>('0' + below(10)));
        break;
      case 4:  // a letter of a text or a name
        text.erase(at, 1);
        break;
      case 5:  // behind a line
        at = text.find('\n', at);
        if (at != std::string::npos) text.insert(at, "\n" + pieces[below(pieces.size())]);
        break;
      default:
        text.insert(at, pieces[below(pieces.size())]);
    }
  }

 private:
  std::mt19937 random_;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("after edits inside of blocks the diagnostics are those of a fresh check") {
  std::uint64_t refills = 0;
  // More of them on request, for changes of the analysis.
  const char* const wanted = std::getenv("SVC_SEEDS");
  const unsigned seeds = wanted == nullptr ? 8 : static_cast<unsigned>(std::atoi(wanted));
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    Typist typist(seed);
    MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
    svc::ide::LiveProgram program(files, "main.svc");
    REQUIRE(living(program) == fresh(files));
    std::string main = kMain;
    std::string library = kLibrary;
    for (int step = 0; step < 60; ++step) {
      if (step % 5 == 4) {  // people mend what they broke
        main = kMain;
        library = kLibrary;
      } else {
        for (std::size_t i = typist.below(3) == 0 ? 2 : 1; i > 0; --i)
          typist.edit(typist.below(4) == 0 ? library : main);
      }
      files.write("main.svc", main);
      files.write("lib.svc", library);
      program.changed("main.svc");
      program.changed("lib.svc");
      if (typist.below(5) == 0) {  // the next key comes before the check
        program.read();
        continue;
      }
      INFO("seed " << seed << ", step " << step << "\n" << main << "-----\n" << library);
      REQUIRE(living(program) == fresh(files));
    }
    refills += program.effort().refills;
  }
  CHECK(refills > 80);  // else this test would say nothing
}

TEST_CASE("an edit inside of a block analyses that block alone, in each environment") {
  MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  REQUIRE(living(program) == fresh(files));
  const std::uint64_t whole = program.effort().analyses;
  std::uint64_t again = 0;
  const auto type = [&](const std::string& path, const std::string& text) {
    files.write(path, text);
    program.changed(path);
    INFO(text);
    REQUIRE(living(program) == fresh(files));
    REQUIRE(program.effort().analyses == whole);
    REQUIRE(program.effort().refills == (again += 2));
  };
  // a value, a text, a comment, a line between others
  type("main.svc", replaced(kMain, "target = 60%", "target = 65%"));
  type("main.svc", replaced(kMain, "\"4\"", "\"45\""));
  type("main.svc", replaced(kMain, "// what it runs", "// what it runs\n  // and more"));
  type("lib.svc", replaced(kLibrary, "visibility = 60s", "visibility = 90s"));
  // a nested block comes and goes
  type("main.svc", replaced(kMain, "  scale memory { target = 70% }\n", ""));
  type("main.svc", kMain);
  type("main.svc", replaced(kMain, "allow read on carts", "allow [read, write] on carts"));
  type("main.svc", kMain);
  type("main.svc", replaced(kMain, "count = 1..4\n}", "count = 1..4\n\n }"));
  type("main.svc", kMain);
  // a mistake of a value, of a check, and of a name; then it is mended
  type("main.svc", replaced(kMain, "target = 60%", "target = 160%"));
  type("main.svc", replaced(kMain, "target = 60%", "target = 61%"));
  type("main.svc", kMain);
  type("main.svc",
       replaced(kMain, "cpu = 0.25vcpu, memory = 512MiB", "cpu = 0.25vcpu, memory = 8GiB"));
  type("main.svc", kMain);
  type("main.svc", replaced(kMain, "count = 2..most", "count = 2..mosts"));
  type("main.svc", kMain);
  // what is not written to its end
  type("main.svc", replaced(kMain, "  count = 1..4\n", "  count = \n"));
  type("main.svc", replaced(kMain, "  count = 1..4\n", "  count = 1\n"));
  type("main.svc", replaced(kMain, "  count = 1..4\n", "  count = 1..4\n  sc\n"));
  type("main.svc", replaced(kMain, "  count = 1..4\n", "  count = 1..4\n  scale cpu {}\n"));
  type("main.svc", kMain);
  type("main.svc", replaced(kMain, "DisplayName = \"other\"", "DisplayName = \"another\""));
}

TEST_CASE("mistakes of syntax in other blocks do not matter") {
  const std::string text = replaced(kMain, "  count = 1..4\n", "  count =\n");
  MemoryFileSystem files({{"main.svc", text}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  REQUIRE(living(program) == fresh(files));
  const std::uint64_t whole = program.effort().analyses;
  const auto type = [&](const std::string& path, const std::string& now) {
    files.write(path, now);
    program.changed(path);
    INFO(now);
    REQUIRE(living(program) == fresh(files));
    REQUIRE(program.effort().analyses == whole);
  };
  type("main.svc", replaced(text, "target = 60%", "target = 65%"));
  type("main.svc", replaced(text, "target = 60%", "target = "));
  type("lib.svc", replaced(kLibrary, "visibility = 60s", "visibility ="));
  type("main.svc", replaced(text, "target = 60%", "target = 6"));
  type("main.svc", replaced(text, "target = 60%", "target = 60%"));
  type("lib.svc", kLibrary);
  type("main.svc", kMain);
}

TEST_CASE("an edit whose effect may reach further is followed by a whole analysis") {
  MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  REQUIRE(living(program) == fresh(files));
  const auto type = [&](const std::string& text) {
    const std::uint64_t again = program.effort().refills;
    files.write("main.svc", text);
    program.changed("main.svc");
    INFO(text);
    REQUIRE(living(program) == fresh(files));
    REQUIRE(program.effort().refills == again);
  };
  type(replaced(kMain, "service worker in", "service workers in"));
  type(replaced(kMain, "service api { count = 3", "service api { count = 4"));
  type(replaced(kMain, "let prod = environment.name == \"prod\"", "let prod = true"));
  type(replaced(kMain, "param retention: duration = 4d", "param retention: duration = 5d"));
  type(replaced(kMain, "queue \"more-${name}\" { retention = 2d }",
                "queue \"more-${name}\" { retention = 3d }"));
  type(replaced(kMain, "pair tasks { retention = 3d }", "pair tasks { retention = 2d }"));
  type(replaced(kMain, "bucket files {", "bucket files {{"));
  type(replaced(kMain, "environment test {", "enviroment test {"));
  type(kMain);
  type(replaced(kMain, "bucket files {", "/// Files.\nbucket files {"));
  type(replaced(kMain, "app shop {}", "app shop { tags = { team = \"a\" } }"));
}

TEST_CASE(
    "a mistake outside of the edited block stays, where that block was the first to read it") {
  const std::string text =
      "app shop {}\nlet most = environment.nam == \"prod\" ? 8 : 4\nqueue jobs {\n  let own = "
      "environment.nam\n  retries = most\n  visibility = 60s\n}\n";
  MemoryFileSystem files({{"main.svc", text}});
  svc::ide::LiveProgram program(files, "main.svc");
  REQUIRE(living(program) == fresh(files));
  for (const char* value : {"61s", "6s", "60m", "60s"}) {
    files.write("main.svc", replaced(text, "60s", value));
    program.changed("main.svc");
    INFO(value);
    REQUIRE(living(program) == fresh(files));
  }
  CHECK(program.effort().refills >= 3);
}
