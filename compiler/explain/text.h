// Documentation comments as text in a terminal.
#pragma once

#include <string>
#include <string_view>

namespace svc::explain {

// Wraps words in lines of at most 100 columns, each indented. Text between ``` lines and empty
// lines stay as they are.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t indent);
// A line of a list: the name, and the first sentence of its documentation from column `width` on,
// wrapped there. A longer name has a line of its own.
[[nodiscard]] std::string row(std::string_view name, std::string_view doc, std::size_t width);
// Each line of a text, four columns to the right.
[[nodiscard]] std::string indented(std::string_view text);
// The first sentence of a text, without its full stop.
[[nodiscard]] std::string_view first_sentence(std::string_view text);

}  // namespace svc::explain
