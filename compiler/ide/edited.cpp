#include "ide/edited.h"

#include <algorithm>

namespace svc::ide {

std::string edited(std::string_view text, std::string_view path, std::vector<TextEdit> edits) {
  std::erase_if(edits, [path](const TextEdit& edit) { return edit.at.path != path; });
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.at.begin < b.at.begin; });
  std::string out;
  std::size_t at = 0;
  for (const TextEdit& edit : edits) {
    out += text.substr(at, edit.at.begin - at);
    out += edit.text;
    at = edit.at.end;
  }
  out += text.substr(std::min(at, text.size()));
  return out;
}

}  // namespace svc::ide
