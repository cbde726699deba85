// Parts of a program that no quoted line shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/source_file.h"

namespace svc {

// A part of a line with an asterisk for each hidden character. `line` is a view into the text of
// the file; `hidden` is in the order of the files and of their text.
[[nodiscard]] std::string shown_text(const SourceFile& file, SourceId id, std::string_view line,
                                     const std::vector<Span>& hidden);

// The whole text of the file in the same way, line by line.
[[nodiscard]] std::string shown_text(const SourceFile& file, SourceId id,
                                     const std::vector<Span>& hidden);

}  // namespace svc
