// Diagnostics: checks of load balancers and routes.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/routing.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
