// The names that types have in other languages.
#pragma once

#include <string_view>

namespace svc::syntax {

// The type that the name of another language means: `string` of `str`, `int` of `Integer`. A type
// of this language means itself. Empty for other words.
[[nodiscard]] std::string_view meant_type(std::string_view word);

}  // namespace svc::syntax
