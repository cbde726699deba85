// When a fix is right.
#pragma once

#include "diagnostics/diagnostic.h"

namespace svc {

// Whether the text itself is wrong, with any values: syntax, names, and what a block may hold. Its
// fix is right wherever the text is read.
[[nodiscard]] bool is_about_text(Code code);

}  // namespace svc
