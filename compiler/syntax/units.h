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

// `14d` of 2 weeks, `365d` of a year, `0.5vcpu` of 500 millicores; empty for another unit, and
// where the number is no whole one.
[[nodiscard]] std::string in_other_unit(std::string_view number, std::string_view unit);

}  // namespace svc::syntax
