// Edits of blocks, for the fixes that diagnostics offer.
#pragma once

#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "sema/program.h"

namespace svc::sema {

// Gives the field this value: it replaces the written value, else the field is added at the end of
// the block. Nothing if the block has no braces (a shorthand).
[[nodiscard]] std::vector<Edit> set_field(const Block& block, std::string_view field,
                                          std::string_view text);
// Removes a field; nothing if it is not set.
[[nodiscard]] std::vector<Edit> leave_out(const Block& block, std::string_view field);

}  // namespace svc::sema
