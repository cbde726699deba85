// The units of numbers, and their names in other tools.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/ast.h"

namespace svc::syntax {

// The unit of that name, as the language writes it; nothing if there is none.
[[nodiscard]] std::optional<ast::Unit> unit_named(std::string_view text);

// The unit that a word of another tool or another spelling means: `GiB` of `gb`. Empty for none.
[[nodiscard]] std::string_view meant_unit(std::string_view word);

}  // namespace svc::syntax
