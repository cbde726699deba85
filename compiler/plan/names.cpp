#include "plan/names.h"

#include <fmt/format.h>

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

std::string tags_file(std::string_view path, std::string_view app, std::string_view environment) {
  std::string stack(app);
  if (!environment.empty()) stack.append(1, '-').append(environment);
  std::replace(stack.begin(), stack.end(), '_', '-');
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string_view name = path.substr(begin);
  if (name != stack + ".yaml" && name != stack + ".json") return {};
  // svcc writes it to the folder `deploy` next to the one of its templates.
  constexpr std::string_view kTemplates = "cloudformation/";
  std::string_view folder = path.substr(0, begin);
  const bool own = folder.ends_with(kTemplates);
  if (own) folder.remove_suffix(kTemplates.size());
  return fmt::format("{}{}{}.tags.json", folder, own ? "deploy/" : "", stack);
}

}  // namespace svc::plan
