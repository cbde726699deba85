// Values of programs and templates as a screen may show them.
#pragma once

#include "diff/report.h"

namespace svc::diff {

// The report with each of its texts on one harmless line (base/printable.h). JSON has them as they
// are.
[[nodiscard]] Report cleaned(Report report);

}  // namespace svc::diff
