// Diagnostics: checks of capacity and instances.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/capacity.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
