// The parts of a text with unbalanced brackets that can be formatted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc::syntax {

// A stretch of whole lines. Stretches follow each other without a gap.
struct Section {
  std::string_view text;
  bool whole = false;  // its brackets match, so that it means the same on its own; neighbours that
                       // are whole make one section
};

// Cuts a text before each line that begins with a word or a comment in its first column: there, an
// item begins. Empty where the text has characters that belong to no token.
[[nodiscard]] std::vector<Section> sections(std::string_view text);

}  // namespace svc::syntax
