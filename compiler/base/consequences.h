// The classes of consequences of a change, as consequences.def lists them. `svcc diff` finds them;
// comments in programs accept them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace svc {

// Worst first.
enum class ConsequenceClass : std::uint8_t {
#define SVC_CONSEQUENCE(id, name, meaning) id,
#include "base/consequences.def"
#undef SVC_CONSEQUENCE
};

struct ConsequenceInfo {
  std::string_view name;     // `data_lost`
  std::string_view meaning;  // a phrase
};

// All of them, by ConsequenceClass.
[[nodiscard]] std::span<const ConsequenceInfo> consequence_classes();
[[nodiscard]] std::vector<std::string_view> consequence_names();
// Null if there is no class of that name.
[[nodiscard]] const ConsequenceInfo* find_consequence(std::string_view name);

}  // namespace svc
