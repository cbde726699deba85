// Diagnostics: values that a target refuses.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/targets.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
