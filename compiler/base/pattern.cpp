#include "base/pattern.h"

#include <regex.h>

namespace svc {

bool matches(std::string_view text, std::string_view pattern) {
  regex_t compiled;
  if (::regcomp(&compiled, ("^(" + std::string(pattern) + ")$").c_str(), REG_EXTENDED | REG_NOSUB) != 0) return false;
  // A NUL would end the text for the engine; no pattern means one.
  const bool found = text.find('\0') == std::string_view::npos && ::regexec(&compiled, std::string(text).c_str(), 0, nullptr, 0) == 0;
  ::regfree(&compiled);
  return found;
}

}  // namespace svc
