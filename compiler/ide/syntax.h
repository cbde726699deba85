// Questions about the tree alone that several features ask.
#pragma once

#include <string_view>

#include "syntax/ast.h"

namespace svc::ide {

// Whether an expression is `environment.name`.
[[nodiscard]] bool is_environment_name(const ast::Expr& expr);

// Whether one of the members is a field or block of that name.
[[nodiscard]] bool is_set(const std::vector<const ast::Member*>& members, std::string_view name);

}  // namespace svc::ide
