// When a fix holds.
#pragma once

#include "diagnostics/diagnostic.h"

namespace svc {

// Whether what is wrong is the text itself, whatever the values are: syntax, names, and what a
// block may hold. Its fix holds wherever the text is read.
[[nodiscard]] bool is_about_text(Code code);

}  // namespace svc
