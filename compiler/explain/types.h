// What the types of fields mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/kinds.h"

namespace svc::explain {

// The values that a type of several alternatives takes, a line for each; empty for other types.
[[nodiscard]] std::string union_text(const sema::Type& type);

// What the word of a type means (`duration`), or `types`, which lists them; nothing for other
// words.
[[nodiscard]] std::optional<std::string> type_topic(std::string_view word);
// Every word that type_topic() explains.
[[nodiscard]] std::vector<std::string> type_topics();

}  // namespace svc::explain
