// Diagnostics: what a later change of the program would do.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/changes.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
