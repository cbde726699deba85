// `// svcc: allow CODE reason` on the line before silences a lint.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/sink.h"
#include "lint/lint.h"

namespace svc::lint {

// Takes the warnings and notes out of `diagnostics` that a comment allows, and puts in what is
// wrong with such comments: no reason, a code that is none or that is an error, and, if `complete`
// (every environment was looked at, without errors), nothing that they would silence. The order by
// place is kept.
void apply_allows(const Files& files, bool complete, std::vector<Diagnostic>& diagnostics);

}  // namespace svc::lint
