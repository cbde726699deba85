// What the parser expected at its error, in the user's terms.
#pragma once

#include <Parser.h>

#include <string>
#include <string_view>

#include "syntax/antlr/token_stream.h"

namespace svc::syntax {

struct Expectation {
  std::size_t at = 0;     // the token that is wrong: reading continues here
  std::string what;       // "a value"
  std::string_view help;  // may be empty
};

// The parser is at a token that does not fit. The surrounding member begins at token `member`.
[[nodiscard]] Expectation expected(antlr4::Parser& parser, const LexemeStream& stream,
                                   std::size_t member);
// Token `at` begins no member.
[[nodiscard]] Expectation expected_member(const LexemeStream& stream, std::size_t at);

}  // namespace svc::syntax
