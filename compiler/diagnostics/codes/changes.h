// Diagnostics: effects of a later change of the program.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/changes.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
