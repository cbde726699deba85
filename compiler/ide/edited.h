// Texts with edits applied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/location.h"

namespace svc::ide {

// A text with edits applied, which must not overlap. Edits of other documents are ignored.
[[nodiscard]] std::string edited(std::string_view text, std::string_view path,
                                 std::vector<TextEdit> edits);

}  // namespace svc::ide
