// What a token can be by its kind alone: for repairs and for keywords, which are names as well.
#pragma once

#include <cstdint>

#include "SvcParser.h"

namespace svc::syntax {

// A name, or a keyword, which is a name wherever it is not wanted as a keyword.
[[nodiscard]] inline bool is_word(std::uint16_t type) {
  using P = svc::antlr::SvcParser;
  return type == P::NAME || (type >= P::IMPORT && type <= P::VERB);
}

// Whether an operand of an expression may begin with it, brackets apart.
[[nodiscard]] inline bool begins_operand(std::uint16_t type) {
  using P = svc::antlr::SvcParser;
  return is_word(type) || type == P::NUMBER || type == P::CIDR || type == P::STRING ||
         type == P::STRING_OPEN || type == P::TRUE || type == P::FALSE;
}

// Whether an operand may end with it.
[[nodiscard]] inline bool ends_operand(std::uint16_t type) {
  using P = svc::antlr::SvcParser;
  return (begins_operand(type) && type != P::STRING_OPEN) || type == P::STRING_CLOSE ||
         type == P::RBRACE || type == P::RBRACKET || type == P::RPAREN;
}

}  // namespace svc::syntax
