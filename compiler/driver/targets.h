// The targets that svcc can write.
#pragma once

#include <span>
#include <string_view>

#include "emit/target.h"

namespace svc::driver {

// All targets, in the order in which help and `--target all` name them.
[[nodiscard]] std::span<const emit::Target* const> targets();
// The target of that name, or null.
[[nodiscard]] const emit::Target* find_target(std::string_view name);

}  // namespace svc::driver
