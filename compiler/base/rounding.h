// Division of whole numbers.
#pragma once

#include <cstdint>

namespace svc {

// The quotient, rounded up: 1 of 1 and 1024, -1 of -1024 and 1024. `by` is positive.
[[nodiscard]] constexpr std::int64_t divided_up(std::int64_t amount, std::int64_t by) {
  return amount / by + (amount % by > 0 ? 1 : 0);
}

}  // namespace svc
