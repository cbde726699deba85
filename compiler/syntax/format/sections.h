// The parts of a text with unbalanced brackets that can be formatted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc::syntax {

// A stretch of whole lines. Stretches follow each other without a gap.
struct Section {
  std::string_view text;
  bool whole = false;  // its brackets match, so it means the same on its own; whole neighbours form
                       // one section
};

// Cuts a text before each line that begins with a word or a comment in its first column: there, an
// item begins. Empty if the text has characters outside of tokens.
[[nodiscard]] std::vector<Section> sections(std::string_view text);

}  // namespace svc::syntax
