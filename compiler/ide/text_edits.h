// From a text to a better one by changes as small as lines, so that cursors and marks stay where
// they are.
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

// In the order of the text, without overlaps; none if the texts are the same. Lines that are in
// both stay; where a line only got other blanks, only those are changed.
[[nodiscard]] std::vector<LineEdit> line_edits(std::string_view before, std::string_view after);

// Those that touch the lines which hold the bytes from `begin` to `end`.
[[nodiscard]] std::vector<LineEdit> edits_within(std::vector<LineEdit> edits,
                                                 std::string_view before, std::uint32_t begin,
                                                 std::uint32_t end);

// How deep a line should be indented: in brackets that are open where it begins, those not counted
// that its first characters close.
[[nodiscard]] std::size_t depth_at(std::string_view text, std::uint32_t line_begin);

// The opening bracket of the one that is closed at the offset; the offset itself if there is none.
[[nodiscard]] std::uint32_t opener_of(std::string_view text, std::uint32_t closer);

}  // namespace svc::ide
