// text → tokens and comments
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Splits the text with the lexer rules of the grammar; reads comments, strings and their
// interpolations by hand, without recursion, so that neither depth nor length of what they hold
// matters. The text is valid UTF-8. Words are all NAME; see keywords.h.
[[nodiscard]] Scan scan(Reporter& reporter);

}  // namespace svc::syntax
