// Whether bytes are text.
#pragma once

#include <string_view>

namespace svc {

// Whether all of it is UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

}  // namespace svc
