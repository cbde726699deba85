// "Did you mean": the name that the user probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc {

// Gives the candidate that is nearest to `name` by the number of letters changed, added, left out
// or swapped, if it is near enough to be a slip of the keyboard (a third of the letters); else an
// empty text. Of equally near ones, the first.
[[nodiscard]] std::string_view closest(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// `a`, `a or b`, `a, b or c`: the names in backquotes; of more than `most`, the first ones and "…".
[[nodiscard]] std::string enumerate(const std::vector<std::string_view>& names,
                                    std::string_view last_word = "or", std::size_t most = 8);

}  // namespace svc
