// Decimal numbers as text. (libc++ 14 has no std::from_chars for double.)
#pragma once

#include <optional>
#include <string_view>

namespace svc {

// The whole text as a number, such as `12`, `0.5` or `-2e3`; nothing if it is not a number, or too
// large for a double. The locale does not matter.
[[nodiscard]] std::optional<double> read_number(std::string_view text);

}  // namespace svc
