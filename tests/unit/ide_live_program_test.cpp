// The live program reports what a fresh `svcc check` of the same texts reports, whatever was typed
// before.
#include <catch2/catch.hpp>
#include <random>

#include "diagnostics/render.h"
#include "ide/live_program.h"

namespace {

using svc::MemoryFileSystem;
using Texts = std::map<std::string, std::string, std::less<>>;

// Everything that is said, whatever number each file has.
std::string rendered(const std::vector<svc::Diagnostic>& diagnostics, const svc::Sources& sources) {
  std::vector<std::string> each;
  for (const svc::Diagnostic& d : diagnostics) each.push_back(svc::render_json({d}, sources));
  std::sort(each.begin(), each.end());
  std::string all;
  for (const std::string& one : each) all += one;
  return all;
}

std::string fresh(const MemoryFileSystem& files, const std::string& main) {
  svc::driver::Engine engine(files, main);
  engine.examine(std::nullopt);
  return engine.unreadable() ? *engine.unreadable()
                             : rendered(engine.diagnostics(), engine.sources());
}

std::string living(svc::ide::LiveProgram& program) {
  while (program.deepen()) {
  }
  return program.unreadable() ? *program.unreadable()
                              : rendered(program.diagnostics(), program.sources());
}

// A program of two files, and the edits that a person may make in it: characters, words, lines come
// and go.
class Editor {
 public:
  explicit Editor(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  void edit(std::string& text) {
    static const std::vector<std::string> words = {
        "{",           "}",  "\"",  "(",   ")",  "=",  "service ",           "queue q {}\n",
        "x",           "1",  "%",   "api", "\n", "//", "environment e {}\n", "import \"lib.svc\"\n",
        "let a = b\n", "${", "cpu", ",",   "[",  "]"};
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.erase(at, below(12));
        break;
      case 1:
        text.insert(at, text.substr(below(text.size() + 1), below(30)));
        break;
      default:
        text.insert(at, words[below(words.size())]);
        break;
    }
  }

 private:
  std::mt19937 random_;
};

const std::string kMain = R"(import "lib.svc"
import "std/web"
app shop {}
environment test { region = "eu-west-1" }
environment prod { region = "eu-west-1", service api { count = 3 } }
param tag: string = "latest"
let prod = environment.name == "prod"
cluster group in main { capacity fargate {} }
repository images {}
service api in group {
  task {
    cpu = 0.5vcpu, memory = 1GiB
    container app { image = images.tag(tag), port = 8080, env { JOBS = jobs.url } }
    allow send on jobs
  }
  count = prod ? 2..4 : 1
  scale cpu { target = 60% }
}
output url = jobs.url
)";
const std::string kLibrary =
    "network main { cidr = 10.0.0.0/16, zones = 2 }\nqueue jobs { retries = 5 }\n";

}  // namespace

TEST_CASE("after any edits the diagnostics are those of a fresh check") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    Editor editor(seed);
    Texts texts = {{"main.svc", kMain}, {"lib.svc", kLibrary}};
    MemoryFileSystem files(texts);
    svc::ide::LiveProgram program(files, "main.svc");
    REQUIRE(living(program) == fresh(files, "main.svc"));
    for (int step = 0; step < 60; ++step) {
      const std::string path = editor.below(4) == 0 ? "lib.svc" : "main.svc";
      if (editor.below(12) == 0)
        texts = {{"main.svc", kMain}, {"lib.svc", kLibrary}};
      else
        editor.edit(texts[path]);
      for (const auto& [name, text] : texts) {
        files.write(name, text);
        program.changed(name);
      }
      const bool deep =
          editor.below(2) == 0;  // sometimes the next key comes before the second step is through
      if (!deep) {
        program.check();
        for (std::size_t i = editor.below(5); i > 0; --i) program.deepen();
        continue;
      }
      INFO("seed " << seed << ", step " << step << "\n"
                   << texts["main.svc"] << "-----\n"
                   << texts["lib.svc"]);
      REQUIRE(living(program) == fresh(files, "main.svc"));
    }
  }
}

TEST_CASE("so they are of a large program, whose environments are analysed side by side") {
  std::string main =
      "import \"lib.svc\"\napp shop {}\nenvironment test {}\nenvironment stage {}\nenvironment "
      "prod { service s3 { count = 4 } }\ncluster group in main { capacity fargate {} }\n";
  for (int i = 0; i < 120; ++i) {
    main += "service s" + std::to_string(i) +
            " in group {\n  task { cpu = 0.5vcpu, memory = 1GiB, container app { image = "
            "\"nginx\", env { JOBS = jobs.url, TEXT = file(\"note.txt\") } } }\n  count = "
            "environment.name == \"prod\" ? 2 : 1\n}\n";
  }
  MemoryFileSystem files({{"main.svc", main}, {"lib.svc", kLibrary}, {"note.txt", "x"}});
  svc::ide::LiveProgram program(files, "main.svc");
  CHECK(living(program) == fresh(files, "main.svc"));
  REQUIRE(program.worth_threads());
  Editor editor(11);
  std::string text = main;
  for (int step = 0; step < 12; ++step) {
    if (step % 4 == 0) text = main;
    editor.edit(text);
    files.write("main.svc", text);
    program.changed("main.svc");
    INFO("step " << step);
    REQUIRE(living(program) == fresh(files, "main.svc"));
  }
}

TEST_CASE("a file keeps its id, and only what changed is read again") {
  MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  program.check();
  const auto library = program.find("lib.svc");
  REQUIRE(library);
  const void* tree = program.tree(*library)->items.data();
  files.write("main.svc", kMain + "queue more {}\n");
  program.changed("main.svc");
  program.check();
  CHECK(program.find("lib.svc") == library);
  CHECK(program.tree(*library)->items.data() == tree);
  CHECK(program.sources()[*program.find("main.svc")].text().ends_with("more {}\n"));
}

TEST_CASE("a program depends on what it reads and on what it looks for") {
  MemoryFileSystem files(
      {{"p/main.svc",
        "import \"a.svc\"\nimport \"gone.svc\"\napp shop {}\nlet notes = file(\"notes.txt\")\n"},
       {"p/a.svc", "let a = 1\n"},
       {"p/notes.txt", "x"},
       {"p/other.svc", ""}});
  svc::ide::LiveProgram program(files, "p/main.svc");
  program.check();
  CHECK(program.depends_on("p/main.svc"));
  CHECK(program.depends_on("p/a.svc"));
  CHECK(program.depends_on("p/./gone.svc"));
  CHECK(program.depends_on("p/notes.txt"));
  CHECK_FALSE(program.depends_on("p/other.svc"));
  REQUIRE(program.diagnostics().size() == 1);
  files.write("p/gone.svc", "let b = 2\n");
  program.changed("p/gone.svc");
  program.check();
  CHECK(program.diagnostics().empty());
  CHECK(program.paths() == std::vector<std::string>{"p/main.svc", "p/a.svc", "p/gone.svc"});
}

TEST_CASE("a file that left the program is read again when it comes back") {
  MemoryFileSystem files({{"main.svc", "import \"a.svc\"\napp shop {}\noutput x = one\n"},
                          {"a.svc", "let one = 1\n"}});
  svc::ide::LiveProgram program(files, "main.svc");
  program.check();
  CHECK(program.diagnostics().empty());
  files.write("main.svc", "app shop {}\n");
  program.changed("main.svc");
  program.check();
  CHECK_FALSE(program.depends_on("a.svc"));
  files.write("a.svc", "let two = 2\n");  // nobody has to say so: the program did not depend on it
  program.changed("main.svc");
  program.check();
  files.write("main.svc", "import \"a.svc\"\napp shop {}\noutput x = two\n");
  program.changed("main.svc");
  program.check();
  CHECK(program.diagnostics().empty());
}

TEST_CASE("a main file that cannot be read says why, and comes back") {
  MemoryFileSystem files;
  svc::ide::LiveProgram program(files, "main.svc");
  program.check();
  CHECK(program.unreadable());
  CHECK(program.diagnostics().empty());
  CHECK_FALSE(program.deepen());
  files.write("main.svc", "app shop {}\n");
  program.changed("main.svc");
  program.check();
  CHECK_FALSE(program.unreadable());
}

TEST_CASE("a check that is cancelled leaves the program to be checked again") {
  const MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  svc::Cancellation cancelled;
  cancelled.cancel();
  CHECK_FALSE(program.check(&cancelled));
  CHECK(program.is_read());
  CHECK_FALSE(program.is_checked());
  CHECK(program.environments().empty());
  const svc::Cancellation wanted;
  CHECK(program.check(&wanted));
  CHECK(program.environments().size() == 2);
  CHECK(living(program) == fresh(files, "main.svc"));
}

TEST_CASE("what is not asked for is not analysed") {
  MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  svc::ide::LiveProgram program(files, "main.svc");
  program.read();
  CHECK(program.paths() == std::vector<std::string>{"main.svc", "lib.svc"});
  CHECK(program.effort().analyses == 0);
  program.check();
  program.check();
  CHECK(program.effort().analyses == 2);
}
