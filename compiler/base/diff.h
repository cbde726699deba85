// The difference of two texts, as `diff -u` writes it.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// The unified diff from `before` to `after` with three lines of context. Empty if they are the
// same. The header names the two sides `a/name` and `b/name`. Long texts without common parts are
// shown as one replacement, to bound the search.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       std::string_view name);

// The diff for people and logs: of the control characters only line ends and tabs are left, others
// are escaped. It fits `patch` unless a line had some.
[[nodiscard]] std::string shown_diff(std::string_view diff);

}  // namespace svc
