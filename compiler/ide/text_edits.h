// Turns a text into another one by changing single lines, so cursors and marks stay where they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svc::ide {

// The bytes from `begin` to `end` of the text before become `text`.
struct LineEdit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;
};

// In text order, without overlaps; none if the texts are the same. Lines in both texts stay. If
// only the white space of a line differs, only that is edited.
[[nodiscard]] std::vector<LineEdit> line_edits(std::string_view before, std::string_view after);

// Those that touch the lines which hold the bytes from `begin` to `end`.
[[nodiscard]] std::vector<LineEdit> edits_within(std::vector<LineEdit> edits,
                                                 std::string_view before, std::uint32_t begin,
                                                 std::uint32_t end);

// The indentation level of a line: the number of brackets that are open at its start, minus those
// that its first characters close.
[[nodiscard]] std::size_t depth_at(std::string_view text, std::uint32_t line_begin);

// The opening bracket for the closing one at the offset; the offset itself if there is none.
[[nodiscard]] std::uint32_t opener_of(std::string_view text, std::uint32_t closer);

}  // namespace svc::ide
