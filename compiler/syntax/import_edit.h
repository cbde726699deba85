// The edit that adds an import to a file.
#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::syntax {

// Writes the line `import "PATH"` behind the imports of the file of `tree`, else at its beginning,
// behind a byte-order mark.
[[nodiscard]] Edit import_edit(const Sources& sources, const ast::Ast& tree, std::string_view path);

}  // namespace svc::syntax
