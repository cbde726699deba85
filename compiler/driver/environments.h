// The environments of a program to check, and whether in parallel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "syntax/ast.h"

namespace svc::driver {

// The names of the environments to check: the requested one, or all, or the nameless one of a
// program that declares none. Empty after a report.
[[nodiscard]] std::vector<std::string> choose_environments(const ast::Ast& main,
                                                           const std::optional<std::string>& wanted,
                                                           Sink& sink);

// Whether this number of environments of a program of this size (bytes) should run in parallel,
// each in a thread. `kept`: the result of each stays in memory anyway.
[[nodiscard]] bool side_by_side(std::size_t environments, std::size_t bytes, bool kept);

}  // namespace svc::driver
