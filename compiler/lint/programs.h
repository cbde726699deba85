// What several rules ask of a program. Private to lint/.
#pragma once

#include <string>
#include <vector>

#include "lint/rules.h"

namespace svc::lint {

using sema::Block;

// The environment is called like one whose failures cost money: `prod`, `production`, `live`, also
// `prod_eu`.
[[nodiscard]] bool in_production(const sema::Program& program);

// The containers of every task that something runs.
[[nodiscard]] std::vector<const Block*> containers(const plan::Plan& plan);

// Every grant that allows something, wherever it stands.
[[nodiscard]] std::vector<const sema::Grant*> allowed(const sema::Program& program);

// The words of a name between `_`, `-`, `.` and changes of case, in capitals: `dbPassword` has DB
// and PASSWORD.
[[nodiscard]] std::vector<std::string> words_in(std::string_view name);

}  // namespace svc::lint
