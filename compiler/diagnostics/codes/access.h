// Diagnostics: checks of roles and permissions.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/access.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
