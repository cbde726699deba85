// One mistake, one diagnostic: what only follows from a declaration that could not be read stays
// silent.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

namespace svc::driver {

// Drops what is said of the members of blocks behind a bracket without a partner and of the meaning
// of a line with a syntax error, which are guesses; and, elsewhere, the unknown names and the wrong
// types of names that stand in a line that could not be read as what it was meant to be: there, the
// name was declared, or nearly. The diagnostics of syntax are kept, so that a program with errors
// never comes out without any.
void drop_cascades(std::vector<Diagnostic>& diagnostics, const Sources& sources);

}  // namespace svc::driver
