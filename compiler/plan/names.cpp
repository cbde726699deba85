#include "plan/names.h"

#include <algorithm>
#include <cctype>

namespace svc::plan {

std::string physical_name(std::string_view app, std::string_view environment,
                          std::string_view name) {
  std::string text(app);
  for (const std::string_view part : {environment, name}) {
    if (!part.empty()) text.append("-").append(part);
  }
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '-');
  return text;
}

}  // namespace svc::plan
