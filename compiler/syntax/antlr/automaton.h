// The lexer rules of the grammar as a table of states, which generate/lexer.cpp writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace svc::syntax {

namespace tables {

inline constexpr std::size_t kCharacters = 128;  // a rule with others would not be in the table
inline constexpr std::uint8_t kNowhere = 0;
inline constexpr std::uint8_t kBeginning = 1;
// By state: the next one for each character, and the type of the token that ends there, or 0.
extern const std::uint8_t next_state[][kCharacters];
extern const std::uint16_t tokens[];

}  // namespace tables

// The longest token at a place.
struct Match {
  std::uint16_t type = 0;  // 0: none begins there
  std::uint32_t end = 0;   // byte offset
};

[[nodiscard]] inline Match longest_token(std::string_view text, std::uint32_t at) {
  Match found{0, at};
  std::uint8_t state = tables::kBeginning;
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    state = c < tables::kCharacters ? tables::next_state[state][c] : tables::kNowhere;
    if (state == tables::kNowhere) break;
    ++at;
    if (tables::tokens[state] != 0) found = {tables::tokens[state], at};
  }
  return found;
}

}  // namespace svc::syntax
