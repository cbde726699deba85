// Diagnostics: checks of tasks and their containers.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/tasks.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
