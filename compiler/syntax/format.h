// Ast → the one format of .svc files.
#pragma once

#include <cstddef>
#include <string>

#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::syntax {

inline constexpr std::size_t kLineWidth =
    100;  // columns; a block or list that fits stays on one line if it was written on one

// Returns the formatted text of the file. Keeps every comment and single blank lines between
// groups; aligns the `=` of consecutive fields; leaves the regions of ast.broken unchanged.
// Formatting the result again changes nothing.
[[nodiscard]] std::string format(const ast::Ast& ast, const SourceFile& file);

}  // namespace svc::syntax
