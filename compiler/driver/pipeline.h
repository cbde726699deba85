// The whole compiler, from a file to the documents of each target.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "diagnostics/sink.h"
#include "driver/timings.h"
#include "emit/target.h"
#include "project/project.h"
#include "sema/analyze.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::driver {

// What a run of the compiler reads and finds. Nothing of it is written anywhere: that is the shell's part.
struct Compilation {
  Sources sources;
  SourceId main;
  ast::Ast ast;
  std::vector<sema::Environment> environments;   // that the program declares
  bool unreadable = false;                       // the file has syntax errors: what it declares is checked, but nothing is made of it
  Sink sink;
  Timings timings;

  project::Levels levels;                        // what the project makes of warnings and notes

  // The diagnostics in reading order, at the project's levels; what shows in every one of the `checked` environments names none.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  std::size_t checked = 1;                       // environments that were looked at
};

// Reads and parses the program. Fails when the file cannot be read; mistakes in it go to the compilation's sink.
[[nodiscard]] Result<Compilation> open(const FileSystem& files, const std::string& path);
// The same for a text that has no file (standard input, an editor's buffer); `path` is what diagnostics call it.
[[nodiscard]] Compilation open_text(std::string path, std::string text);

// Finds every mistake of every environment, or of the one named.
void check(Compilation& compilation, const std::optional<std::string>& environment);

// Moves the sources and sorted diagnostics of a finished compilation behind others', so that several files can be reported as one.
void append(Sources& sources, std::vector<Diagnostic>& diagnostics, Compilation compilation);

struct BuildOptions {
  std::optional<std::string> environment;        // none: every environment
  std::vector<const emit::Target*> targets;
  emit::EmitOptions emit;
};

// One document of the result; `path` is relative to the output folder: "terraform/shop-prod/network.tf".
struct Artifact {
  std::string path;
  std::string contents;
  bool map = false;                              // a source map: "maps/terraform/shop-prod.json"
};

// Compiles. The artifacts are empty when there was an error.
[[nodiscard]] std::vector<Artifact> build(Compilation& compilation, const BuildOptions& options);

enum class Representation : std::uint8_t { Ast, Program, Graph };
// A representation as text, for people and golden files; empty when an earlier phase found errors.
[[nodiscard]] std::string dump(Compilation& compilation, Representation representation, const std::optional<std::string>& environment);

}  // namespace svc::driver
