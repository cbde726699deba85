// Decides which words are keywords, and what else a single token does not show.
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Turns NAMEs into keywords if the next token fits, and joins `60` and `%`. Everywhere else a
// keyword is an ordinary name, so the standard library may call a field `allow`, `environment` or
// `block`.
void settle_keywords(Scan& scan, const Reporter& reporter);

}  // namespace svc::syntax
