// Diagnostics: checks of pipelines.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/pipelines.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
