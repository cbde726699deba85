// The roles that a token can have, by its kind alone: for repairs, and for keywords, which are also
// names.
#pragma once

#include <cstdint>

#include "SvcParser.h"

namespace svc::syntax {

// A name, or a keyword that can be a name.
[[nodiscard]] inline bool is_word(std::uint16_t type) {
  using TokenKind = svc::antlr::SvcParser;
  return type == TokenKind::NAME || (type >= TokenKind::IMPORT && type <= TokenKind::VERB);
}

// Whether an operand of an expression can begin with it, apart from brackets.
[[nodiscard]] inline bool begins_operand(std::uint16_t type) {
  using TokenKind = svc::antlr::SvcParser;
  return is_word(type) || type == TokenKind::NUMBER || type == TokenKind::CIDR ||
         type == TokenKind::STRING || type == TokenKind::STRING_OPEN || type == TokenKind::TRUE ||
         type == TokenKind::FALSE;
}

// Whether an operand can end with it.
[[nodiscard]] inline bool ends_operand(std::uint16_t type) {
  using TokenKind = svc::antlr::SvcParser;
  return (begins_operand(type) && type != TokenKind::STRING_OPEN) ||
         type == TokenKind::STRING_CLOSE || type == TokenKind::RBRACE ||
         type == TokenKind::RBRACKET || type == TokenKind::RPAREN;
}

}  // namespace svc::syntax
