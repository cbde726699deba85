// Tokens in the words of the user.
#pragma once

#include <string>

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// The found token for messages: "`}`", "the string \"abc\"", "the end of the file", "the keyword
// `in`".
[[nodiscard]] std::string describe(const Lexeme& lexeme, const Reporter& reporter);
// The spelling of a kind of token: "`=`", "a name".
[[nodiscard]] std::string describe_type(std::size_t type);

}  // namespace svc::syntax
