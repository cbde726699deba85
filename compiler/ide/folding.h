// The ranges of a text that can be folded.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace svc::ide {

struct Fold {
  enum class Kind : std::uint8_t { Code, Comment, Imports, Region };
  Kind kind = Kind::Code;
  std::uint32_t begin =
      0;  // byte offsets: behind the opening bracket, or the beginning of a comment …
  std::uint32_t end = 0;    // … and before the closing one, or the end
  bool keeps_last = false;  // its last line stays visible: it holds the closing bracket
};

// Brackets and text blocks of several lines, comments that follow each other, imports that do, and
// `// region` to `// endregion`. In the order of their beginnings. Needs no sound text: brackets
// that do not match are left out.
[[nodiscard]] std::vector<Fold> folds(const ast::Ast& tree, const SourceFile& file);

}  // namespace svc::ide
