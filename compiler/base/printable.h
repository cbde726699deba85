// Texts of a program as a terminal, a log or a report may show them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace svc {

// The character at the beginning of a text.
struct Character {
  std::uint32_t code = 0;  // its code point; for a byte that is not UTF-8, the byte
  std::size_t length = 1;  // in bytes
  bool valid = true;       // false: the byte is not UTF-8
};
// `text` must not be empty.
[[nodiscard]] Character first_character(std::string_view text);

// A mark that changes the writing direction of the text around it: U+202A to U+202E, U+2066 to
// U+2069, U+200E, U+200F, U+061C (https://www.unicode.org/reports/tr9/).
[[nodiscard]] bool is_bidi_mark(std::uint32_t code);

// One harmless line that shows the content of the text: control characters, line separators, marks
// that turn the direction of writing, noncharacters and bytes that are not UTF-8 are written as
// `\n`, `\u{202e}`, `\xff`.
[[nodiscard]] std::string printable(std::string_view text);

// The same with one character for each, for an excerpt that must keep its columns. Control
// characters become blanks, the others U+FFFD.
[[nodiscard]] std::string printable_columns(std::string_view text);

// A document in JSON, in which the characters that printable() escapes are written as `\u202e`. It
// means the same, and shows them on a terminal.
[[nodiscard]] std::string printable_json(std::string_view json);

}  // namespace svc
