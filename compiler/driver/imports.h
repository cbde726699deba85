// The files of a program: the main one, and what it and they import.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnostics/sink.h"
#include "sema/analyze.h"
#include "syntax/ast.h"

namespace svc::driver {

// Whoever reads the files of a program and keeps their trees.
class Library {
 public:
  virtual ~Library() = default;
  // The tree of the file at this path, which is normal (base/paths.h); `std/…` is one of the
  // standard library. Fails with the reason why it cannot be read.
  [[nodiscard]] virtual Result<const ast::Ast*> file(const std::string& path) = 0;
  // As FileSystem::inside().
  [[nodiscard]] virtual bool inside(std::string_view /*root*/, std::string_view /*path*/) const {
    return true;
  }
};

// The program's main file and, once each, every file that it imports, directly or not, with what
// each of them imports. What cannot be read, lies outside the main file's folder or imports itself
// is reported at the `import`.
[[nodiscard]] std::vector<sema::Module> link(const Sources& sources, const ast::Ast& main,
                                             Library& library, Sink& sink);

// A file of the standard library that programs import (`std/web`) as text; empty for a name that it
// does not have.
[[nodiscard]] std::string_view std_text(std::string_view name);
// Whether a path is one of the standard library, and its text as a file would be read: fails where
// there is none of that name.
[[nodiscard]] bool is_std(std::string_view path);
[[nodiscard]] Result<std::string> read_std(std::string_view path);
// The names of all of them, sorted.
[[nodiscard]] std::vector<std::string_view> std_names();

}  // namespace svc::driver
