// The ranges for an editor's "expand selection".
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/ast.h"

namespace svc::ide {

// The ranges around an offset, each within the next: the word, the value, the field, the inside of
// the brackets, the block, … the whole file.
[[nodiscard]] std::vector<Span> selections(const ast::Ast& tree, const SourceFile& file,
                                           std::uint32_t offset);

}  // namespace svc::ide
