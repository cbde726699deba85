// Nested blocks that the program leaves out altogether (`deploy`, `logs`): what their fields would
// be is still the prelude's to say.
#pragma once

#include <string_view>

#include "sema/program.h"

namespace svc::lower {

// The default of a field of a nested block of `kind`; `label` is the block's fixed first label, or
// empty. Throws std::logic_error for what the prelude does not declare.
[[nodiscard]] const sema::Constant& nested_default(const sema::KindDecl& kind,
                                                   std::string_view block, std::string_view label,
                                                   std::string_view field);

}  // namespace svc::lower
