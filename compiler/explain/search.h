// Searches topics by words of their name or documentation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc::explain {

// The topics for some words: a line for each kind, block, field, attribute, method, verb, word of
// the language, function, component and diagnostic. Its name or documentation must contain all
// words, in upper or lower case. Topics with a word in their name come first. Empty if there are
// none.
[[nodiscard]] std::string search(const std::vector<std::string>& words);

}  // namespace svc::explain
