// Texts in quotes, as dumps show them.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// A text in one line and in quotes: quotes and backslashes behind a backslash, `\n`, `\t` and `\r`
// for what they stand for.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace svc
