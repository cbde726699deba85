// Diagnostics: checks of names, stores and alarms.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/stores.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
