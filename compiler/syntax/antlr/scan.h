// text → tokens and comments
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Splits the text with the lexer rules of the grammar. Comments, strings and interpolations are
// read by hand and without recursion, so nesting and length do not matter. The text is valid UTF-8.
// Words are all NAME; see keywords.h. Begins at `from`, the beginning of a line.
[[nodiscard]] Scan scan(Reporter& reporter, std::uint32_t from = 0);

}  // namespace svc::syntax
