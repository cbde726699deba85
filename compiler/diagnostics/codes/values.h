// Diagnostics: types and values.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/values.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
