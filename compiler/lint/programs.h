// Questions that several rules ask. Private to lint/.
#pragma once

#include <vector>

#include "lint/rules.h"

namespace svc::lint {

using sema::Block;

// The environment's name says that it is production: `prod`, `production`, `live`, also `prod_eu`.
[[nodiscard]] bool in_production(const sema::Program& program);

// The containers of every task that something runs.
[[nodiscard]] std::vector<const Block*> containers(const plan::Plan& plan);

// All grants that allow something.
[[nodiscard]] std::vector<const sema::Grant*> allowed(const sema::Program& program);

}  // namespace svc::lint
