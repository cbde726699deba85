// Diagnostics: checks of jobs, events and discovery.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/events.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
