// Mistakes that are so common, and so clear from the tokens alone, that the parser never gets to
// see them.
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Reports and corrects: a missing comma in a list, call or object; `:` or `==` where `=` belongs; a
// value that was forgotten before the end of the line. The parser then reads what was meant, and
// nothing else of the member is lost. `broken` gets the places.
void repair(Scan& scan, Reporter& reporter, std::vector<Span>& broken);

}  // namespace svc::syntax
