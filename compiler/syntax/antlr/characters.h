// Questions about single characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svc::syntax {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool is_name_part(char c) {
  return is_name_start(c) || is_digit(c);
}
[[nodiscard]] constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms,
// nothing above U+10FFFF).
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);
// The bytes of the first character of a valid text.
[[nodiscard]] std::uint32_t character_length(std::string_view text);
// Appends a code point as UTF-8. Returns false if it is invalid.
[[nodiscard]] bool append_utf8(std::string& text, std::uint32_t code_point);

// A character in messages: "`§`", or "U+0007" if it is invisible.
[[nodiscard]] std::string character_name(std::string_view character);
// The replacement for a character that .svc does not have; may be empty.
[[nodiscard]] std::string_view character_help(std::string_view character);

}  // namespace svc::syntax
