// Diagnostics: checks of networks and reach.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/networks.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
