// Where the lines of a text end: at `\n`, `\r\n` or `\r`, as the Language Server Protocol has it.
// Everything that counts lines or looks for their ends uses these functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace svc {

[[nodiscard]] constexpr bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

// Whether a line begins at the offset. Between the two characters of `\r\n` none does.
[[nodiscard]] constexpr bool line_begins_at(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] == '\n') return true;
  return text[at - 1] == '\r' && (at == text.size() || text[at] != '\n');
}

// The beginning of the line that holds the offset.
[[nodiscard]] constexpr std::size_t line_begin(std::string_view text, std::size_t at) {
  while (!line_begins_at(text, at)) --at;
  return at;
}

// The end of the line that holds the offset, without its line break.
[[nodiscard]] constexpr std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

// The offset after the line break at `at`; `at` itself if there is none.
[[nodiscard]] constexpr std::size_t behind_line_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_line_end(text[at])) return at;
  return text.substr(at, 2) == "\r\n" ? at + 2 : at + 1;
}

// How many line ends a text has.
[[nodiscard]] constexpr std::size_t count_line_ends(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", behind_line_end(text, at)))
    ++count;
  return count;
}

[[nodiscard]] constexpr bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace svc
