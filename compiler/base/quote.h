// Texts in quotes, as dumps show them.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// A text on one line and in quotes, with escapes for quotes, backslashes, `\n`, `\t` and `\r`.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace svc
