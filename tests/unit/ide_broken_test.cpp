// Every question can be asked at every place of a program that is full of errors: whatever was
// typed, there is an answer, and edits stay inside of the texts.
#include <catch2/catch.hpp>
#include <random>

#include "ide/actions.h"
#include "ide/architecture.h"
#include "ide/completion.h"
#include "ide/hints.h"
#include "ide/hover.h"
#include "ide/navigation.h"
#include "ide/preview.h"
#include "ide/rename.h"

namespace {

using namespace svc;

const std::string kMain = R"(import "lib.svc"
import "std/worker"
app shop {}
environment test { region = "eu-west-1" }
environment prod { region = "eu-west-1", service api { count = 3 }, queue "one.jobs" { retries = 3 } }
param tag: string = "latest"
let prod = environment.name == "prod"
network main { nat = prod ? per_zone : single }
cluster group in main { capacity fargate {} }
balancer edge in main {}
repository images {}
pair one { size = 2 }
service api in group {
  task {
    cpu = 0.5vcpu, memory = 1GiB
    container app { image = images.tag(tag), port = 8080, env { JOBS = "${one.jobs.url}/x", N = join(",", ["a"]) } }
    allow send on orders
    allow ["s3:GetObject"] on "arn:aws:s3:::x/*"
  }
  route edge { path = "/api/*", health { path = "/x" } }
  scale cpu { target = 60% }
}
for n in ["a", "b"] { queue "${n}_q" { delay = 5s } }
if prod { alarm late { of = orders, metric = age, above = 1min } } else { queue early {} }
output url = [x for x in [orders.url] if prod]
)";
const std::string kLibrary =
    "queue orders { retries = 5 }\n/// Two.\ncomponent pair {\n  param size: int = 1 { min = 1 }\n "
    " queue jobs { retries = size }\n  output where = jobs.url\n}\n";

bool inside(const ide::LiveProgram& program, const ide::TextEdit& edit) {
  const auto file = program.find(edit.at.path);
  return !file ||
         (edit.at.begin <= edit.at.end && edit.at.end <= program.sources()[*file].text().size());
}

void ask_everything(const ide::LiveProgram& program, const FileSystem& files, ide::Point at) {
  for (const ide::CompletionItem& item :
       ide::complete(program, at, {{"main.svc", "lib.svc"}}).items) {
    CHECK_FALSE(item.label.empty());
    for (const ide::TextEdit& edit : item.more) CHECK(inside(program, edit));
  }
  (void)ide::hover(program, at);
  (void)ide::signature(program, at);
  (void)ide::definition(program, at);
  (void)ide::declaration(program, at);
  (void)ide::type_definition(program, at);
  (void)ide::implementation(program, at);
  (void)ide::references(program, at, true);
  (void)ide::highlights(program, at);
  if (ide::prepare_rename(program, at)) {
    if (const auto edits = ide::rename(program, files, at, "renamed")) {
      for (const ide::TextEdit& edit : edits.value()) CHECK(inside(program, edit));
    }
  }
  const auto size = static_cast<std::uint32_t>(program.sources()[at.file].text().size());
  for (const Span range : {Span{at.file, at.offset, at.offset},
                           Span{at.file, at.offset, std::min(size, at.offset + 9)}}) {
    for (const ide::CodeAction& action : ide::code_actions(program, range)) {
      for (const ide::TextEdit& edit : action.edits) CHECK(inside(program, edit));
    }
  }
  for (const ide::CallItem& item : ide::prepare_calls(program, at)) {
    (void)ide::incoming_calls(program, item);
    (void)ide::outgoing_calls(program, item);
  }
}

void ask_of_file(const ide::LiveProgram& program, SourceId file) {
  const auto size = static_cast<std::uint32_t>(program.sources()[file].text().size());
  for (const ide::InlayHint& hint : ide::inlay_hints(program, {file, 0, size}))
    CHECK(hint.offset <= size);
  (void)ide::code_lenses(program, file);
  (void)ide::document_links(program, file);
  (void)ide::fix_all(program, file);
  (void)ide::workspace_symbols(program, "a");
  for (const auto& environment : program.environments()) {
    (void)ide::mermaid(ide::architecture(program, environment->name));
    (void)ide::preview(program, environment->name, "terraform");
  }
}

}  // namespace

TEST_CASE("every question is answered in whatever text") {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t n) {
    return n == 0 ? std::size_t{0} : static_cast<std::size_t>(random()) % n;
  };
  MemoryFileSystem files({{"main.svc", kMain}, {"lib.svc", kLibrary}});
  ide::LiveProgram program(files, "main.svc");
  std::string text = kMain;
  const std::vector<std::string> words = {
      "{",        "}",    "\"",  "(", ")", "=",      ".",        "${",
      "service ", "in ",  "x",   "1", "%", "allow ", "\n",       "//",
      "/*",       "for ", "if ", ",", "[", "]",      "let a = ", "environment "};
  for (int step = 0; step < 150; ++step) {
    if (step % 15 == 0) text = kMain;
    const std::size_t at = below(text.size() + 1);
    if (below(3) == 0)
      text.erase(at, below(20));
    else
      text.insert(at, words[below(words.size())]);
    files.write("main.svc", text);
    program.changed("main.svc");
    program.check();
    if (below(3) == 0) {
      while (program.deepen()) {
      }
    }
    INFO("step " << step << "\n" << text);
    const SourceId main = program.find("main.svc").value();
    ask_everything(program, files, {main, static_cast<std::uint32_t>(std::min(at, text.size()))});
    ask_everything(program, files, {main, static_cast<std::uint32_t>(below(text.size() + 1))});
    if (const auto library = program.find("lib.svc"))
      ask_everything(program, files,
                     {*library, static_cast<std::uint32_t>(below(kLibrary.size()))});
    ask_of_file(program, main);
  }
}
