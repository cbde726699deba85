// Documentation of the language itself: its words, functions, values and units.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "explain/values.h"

namespace svc::explain {

// A word of the language, such as `param`.
struct Word {
  std::string_view name;
  std::string_view usage;  // `param NAME: TYPE = DEFAULT { … }`
  std::string_view doc;
  std::string_view example;  // a whole program
};

// The words, in alphabetical order.
[[nodiscard]] std::span<const Word> words();

// What a word, a function (`join`), a value (`environment.name`) or the word `units` or `functions`
// means; nothing for other paths.
[[nodiscard]] std::optional<std::string> language_topic(std::string_view path);
// Every path that language_topic() explains.
[[nodiscard]] std::vector<std::string> language_topics();
// The one-line description of each word.
[[nodiscard]] std::string language_list();

}  // namespace svc::explain
