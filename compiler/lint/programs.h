// Questions that several rules ask. Private to lint/.
#pragma once

#include <string>
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

// The words of a name between `_`, `-`, `.` and changes of case, in capitals: `dbPassword` has DB
// and PASSWORD.
[[nodiscard]] std::vector<std::string> words_in(std::string_view name);

}  // namespace svc::lint
