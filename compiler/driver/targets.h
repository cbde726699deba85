// What writes each target.
#pragma once

#include <span>
#include <string_view>

#include "base/targets.h"
#include "emit/target.h"

namespace svc::driver {

// All of them, in the order of base/targets.def.
[[nodiscard]] std::span<const emit::Target* const> targets();
// The one that writes the target of that word, or null.
[[nodiscard]] const emit::Target* find_target(std::string_view name);

}  // namespace svc::driver
