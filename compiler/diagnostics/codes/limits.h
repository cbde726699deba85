// Diagnostics: limits on the work that a program may ask for.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/limits.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
