// The difference of two texts, as `diff -u` writes it.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// The unified difference from `before` to `after`, line by line with three lines around each
// change; empty when they are the same. `name` stands in the two lines at its head, as `a/name` and
// `b/name`. Texts that are long and have nothing in common are shown as one replacement instead of
// a search for more.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       std::string_view name);

}  // namespace svc
