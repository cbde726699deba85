// Diagnostics: reading files and syntax.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/syntax.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
