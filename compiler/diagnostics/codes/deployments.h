// Diagnostics: checks of services and their deployments.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/deployments.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
