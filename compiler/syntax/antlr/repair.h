// Mistakes that are so common, and so clear from the tokens alone, that the parser never gets to
// see them.
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Reports and repairs: a missing comma in a list, call or object; `:` or `==` instead of `=`; a
// missing value at the end of a line. The parser then reads the intended tokens, and the rest of
// the member is kept. `broken` gets the places.
void repair(Scan& scan, Reporter& reporter, std::vector<Span>& broken);

}  // namespace svc::syntax
