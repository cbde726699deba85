// Diagnostics: lints: warnings and notes about what AWS would accept (compiler/lint, one file a
// rule).
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/lints.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
