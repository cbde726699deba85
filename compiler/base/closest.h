// "Did you mean": the name that the user probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc {

// Returns the candidate with the smallest edit distance to `name` (changed, added, missing or
// swapped letters), if the distance is small enough for a typo (a third of the letters); else an
// empty text. Returns the first of equally close candidates.
[[nodiscard]] std::string_view closest(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// The names, those first that have the most letters in a row with the word.
[[nodiscard]] std::vector<std::string_view> likely_first(std::string_view word,
                                                         std::vector<std::string_view> names);

// `a`, `a or b`, `a, b or c`: the names in backquotes. If there are more than `most`, only the
// first ones, followed by "…".
[[nodiscard]] std::string enumerate(const std::vector<std::string_view>& names,
                                    std::string_view last_word = "or", std::size_t most = 8);

}  // namespace svc
