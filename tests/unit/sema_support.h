// Programs analysed in memory, for the tests of sema/ and of the driver's reading of files.
#pragma once

#include <string>
#include <vector>

#include "driver/engine.h"
#include "sema/analyze.h"
#include "syntax/parse.h"

namespace svc::test {

using Files = std::map<std::string, std::string, std::less<>>;

// A program of several files, the main one called main.svc, read by the driver and analysed in one
// environment.
struct Analyzed {
  MemoryFileSystem files;
  driver::Engine engine;
  Sink sink;
  sema::Program program;

  explicit Analyzed(Files texts, std::string_view environment = "")
      : files(std::move(texts)),
        engine(files, "main.svc"),
        sink(read()),
        program(sema::analyze(engine.input(), environment, sink)) {}
  explicit Analyzed(std::string main, std::string_view environment = "")
      : Analyzed(Files{{"main.svc", std::move(main)}}, environment) {}

  [[nodiscard]] std::vector<Diagnostic> said() const { return sink.sorted(); }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : said()) result.push_back(code_text(d.code));
    return result;
  }
  // Reads the files; gives what is wrong with their syntax and imports.
  Sink read() {
    engine.read();
    return engine.found_in_reading();
  }
  // The names of the program's blocks, in its order.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const sema::Block* block : program.blocks) result.push_back(block->title());
    return result;
  }
  [[nodiscard]] std::string output(std::string_view name) const {
    for (const sema::Output& output : program.outputs) {
      if (output.name == name) return sema::value_text(output.value);
    }
    return "no output";
  }
};

// The value of an expression in message form, or the code of its first diagnostic.
inline std::string value_of(const std::string& expression, const std::string& before = "") {
  const Analyzed a(
      Files{{"main.svc", "app shop {}\n" + before + "\noutput x = " + expression + "\n"},
            {"note.txt", "hello\n"}});
  if (!a.codes().empty()) return a.codes().front();
  return a.output("x");
}

}  // namespace svc::test
