// The whole compiler, from a file to the documents of each target.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "diagnostics/sink.h"
#include "driver/programs.h"
#include "driver/timings.h"
#include "emit/target.h"
#include "sema/analyze.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::driver {

// What a run of the compiler reads and finds. Nothing of it is written anywhere: that is the
// shell's part.
struct Compilation {
  Sources sources;
  SourceId main;
  std::deque<ast::Ast>
      files;  // one for each of the sources, the main file first, then what it imports
  std::vector<sema::Module> modules;  // the same files with what each of them imports
  const FileSystem* disk =
      nullptr;  // for file("…"); must outlive the compilation; null: no files can be read
  std::vector<sema::Environment> environments;  // that the program declares
  bool unreadable = false;  // a file has syntax errors or cannot be read: what is declared is
                            // checked, but nothing is made of it
  Sink sink;
  Timings timings;

  Settings settings;  // of the project

  // The diagnostics in reading order, at the project's levels; what shows in every one of the
  // `checked` environments names none.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  std::size_t checked = 1;  // environments that were looked at
  bool linted = false;  // all of them were judged by every lint, so that a comment that silences
                        // none of them is of no use

  Compilation() = default;
  Compilation(Compilation&&) =
      default;  // what points into the files stays good: a deque that moves keeps its elements
  Compilation& operator=(Compilation&&) = default;
  Compilation(const Compilation&) = delete;
  Compilation& operator=(const Compilation&) = delete;
};

// Reads and parses the program and all that it imports. Fails when the file itself cannot be read;
// mistakes in it, imports that cannot be read among them, go to the compilation's sink. `files`
// must outlive the compilation.
[[nodiscard]] Result<Compilation> open(const FileSystem& files, const std::string& path);
// The same for a text that has no file (standard input, an editor's buffer); `path` is what
// diagnostics call it, and what imports are relative to. Without `files` it can import the standard
// library only.
[[nodiscard]] Compilation open_text(std::string path, std::string text,
                                    const FileSystem* files = nullptr);

// Finds every mistake of every environment, or of the one named.
void check(Compilation& compilation, const std::optional<std::string>& environment);

// Moves the sources and sorted diagnostics of a finished compilation behind others', so that
// several files can be reported as one.
void append(Sources& sources, std::vector<Diagnostic>& diagnostics, Compilation compilation);

struct BuildOptions {
  std::optional<std::string> environment;  // none: every environment
  std::vector<const emit::Target*> targets;
  emit::EmitOptions emit;
};

// One document of the result; `path` is relative to the output folder:
// "terraform/shop-prod/network.tf".
struct Artifact {
  std::string path;
  std::string contents;
  bool map = false;  // a source map: "maps/terraform/shop-prod.json"
};

// Compiles. The artifacts are empty when there was an error.
[[nodiscard]] std::vector<Artifact> build(Compilation& compilation, const BuildOptions& options);

enum class Representation : std::uint8_t { Tokens, Ast, Program, Graph };
// A representation as text, for people and golden files; empty when an earlier phase found errors.
[[nodiscard]] std::string dump(Compilation& compilation, Representation representation,
                               const std::optional<std::string>& environment);

}  // namespace svc::driver
