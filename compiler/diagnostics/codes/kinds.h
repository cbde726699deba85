// Diagnostics: fields, blocks, labels and clauses of kinds.
#pragma once

#include "diagnostics/sink.h"

namespace svc::diag {
#include "diagnostics/as_types.inc"
#include "diagnostics/codes/kinds.def"
#undef SVC_DIAGNOSTIC
}  // namespace svc::diag
