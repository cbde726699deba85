// Texts in UTF-8, counted and cut by characters (code points) instead of bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace svc {

// A character of a name: a letter or a digit of ASCII, or `_`.
[[nodiscard]] constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// A byte that does not begin a character.
[[nodiscard]] inline bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

[[nodiscard]] inline std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

// The first characters of a text, at most `count`.
[[nodiscard]] inline std::string first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size() && (count > 0 || continues_character(text[end])); ++end) {
    if (end + 1 == text.size() || !continues_character(text[end + 1])) --count;
  }
  return std::string(text.substr(0, end));
}

}  // namespace svc
