// The files of a program: the main file, and all direct and indirect imports.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnostics/sink.h"
#include "sema/analyze.h"
#include "syntax/ast.h"

namespace svc::driver {

// Reads the files of a program and keeps their trees.
class Library {
 public:
  virtual ~Library() = default;
  // The tree of the file at this normalized path (base/paths.h); `std/…` is the standard library.
  // Fails with the reason if the file cannot be read.
  [[nodiscard]] virtual Result<const ast::Ast*> file(const std::string& path) = 0;
  // Whether there is such a file. It does not become a part of the program.
  [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
  // As FileSystem::inside().
  [[nodiscard]] virtual bool inside(std::string_view /*root*/, std::string_view /*path*/) const {
    return true;
  }
  // As FileSystem::resolved().
  [[nodiscard]] virtual std::string resolved(std::string_view path) const {
    return std::string(path);
  }
};

// The program's main file and, once each, every file that it imports, directly or not, with what
// each of them imports. A file that cannot be read, lies outside the main file's folder or imports
// itself is reported at the `import`.
[[nodiscard]] std::vector<sema::Module> link(const Sources& sources, const ast::Ast& main,
                                             Library& library, Sink& sink);

// The text of a standard library file that programs import (`std/web`); empty for an unknown name.
[[nodiscard]] std::string_view std_text(std::string_view name);
// is_std() tells whether a path belongs to the standard library. read_std() returns its text as if
// read from a file, and fails for an unknown name.
[[nodiscard]] bool is_std(std::string_view path);
[[nodiscard]] Result<std::string> read_std(std::string_view path);
// All their names, sorted.
[[nodiscard]] std::vector<std::string_view> std_names();

}  // namespace svc::driver
