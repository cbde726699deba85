// Protection from JSON that would overflow the stack.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace svc {

// How deep brackets may nest in JSON that svcc reads: values are copied, compared and destroyed by
// functions that call themselves. The JSON that tools write is far less deep.
inline constexpr std::size_t kMostJsonNesting = 500;

// The offset of the first bracket that nests deeper; nothing for a text that may be parsed.
[[nodiscard]] std::optional<std::size_t> too_deep_json(std::string_view text);

}  // namespace svc
