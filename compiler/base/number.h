// Decimal numbers as text. (libc++ 14 has no std::from_chars for double.)
#pragma once

#include <optional>
#include <string_view>

namespace svc {

// The number that the whole text is, such as `12`, `0.5` or `-2e3`; nothing where it is none or is
// too large for a double. The locale has no say.
[[nodiscard]] std::optional<double> read_number(std::string_view text);

}  // namespace svc
