// `// svcc: allow CODE reason` on the line before silences a lint.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/sink.h"
#include "lint/lint.h"

namespace svc::lint {

// Removes warnings and notes that a comment allows from `diagnostics`, and adds diagnostics about
// such comments: no reason, an unknown code, the code of an error and, if `complete` (every
// environment was checked, without errors), nothing to allow. Also reports the mistakes in
// `// svcc: accept` comments. The order by place is kept.
void apply_allows(const Files& files, bool complete, std::vector<Diagnostic>& diagnostics);

}  // namespace svc::lint
