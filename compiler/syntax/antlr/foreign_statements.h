// Statements of other languages at the beginning of a member: `const a = 3`, `include "x.svc"`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "syntax/antlr/reporter.h"
#include "syntax/antlr/scan.h"

namespace svc::syntax {

// What such a statement means here.
struct ForeignStatement {
  std::uint16_t keyword = 0;  // the token that svcc has for its beginning; 0: it has none
  std::size_t next = 0;       // the first token that is read after the keyword
  std::size_t end = 0;        // that token is the last one that counts, up to here; 0: it is not
  std::string expected;       // for the message: "`let`"
  std::string help;
  std::string repair;  // the text in place of everything before `next`; empty: no certain repair
};

// The statement that begins at token `i`, which is the first of a member and on no other line than
// the rest. `keyword` is 0 and `expected` is empty if there is none.
[[nodiscard]] ForeignStatement foreign_statement(const std::vector<Lexeme>& lexemes, std::size_t i,
                                                 const Reporter& reporter);

}  // namespace svc::syntax
