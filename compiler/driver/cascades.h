// One mistake, one diagnostic: consequences of a declaration that could not be read are not shown.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

namespace svc::driver {

// Drops diagnostics that are guesses: about the members of blocks behind an unmatched bracket, and
// about the meaning of a line with a syntax error. Also drops unknown names and wrong types
// elsewhere, if a line that could not be read mentions the name: it was probably declared there.
// Syntax errors are kept, so a program with errors always shows some.
void drop_cascades(std::vector<Diagnostic>& diagnostics, const Sources& sources);

}  // namespace svc::driver
