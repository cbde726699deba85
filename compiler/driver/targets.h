// The writers of the targets.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/targets.h"
#include "emit/target.h"

namespace svc::driver {

// All of them, in the order of base/targets.def.
[[nodiscard]] std::span<const emit::Target* const> targets();
// The writer of the target with that word, or null.
[[nodiscard]] const emit::Target* find_target(std::string_view name);
// The targets of these names, in their usual order; all of them if no name is given.
[[nodiscard]] std::vector<const emit::Target*> chosen_targets(
    const std::vector<std::string>& names);

}  // namespace svc::driver
