#include "project/starters.h"

#include <algorithm>
#include <string>

namespace svc::project {

namespace {

// The project's name in the starters. They are working programs, so placeholders need no special
// syntax.
constexpr std::string_view kPlaceholder = "starter";
constexpr std::size_t kLongestName =
    20;  // AWS names begin with it, and those of target groups have 32 characters

// Names of stacks and files, such as `starter-test`, have hyphens for underscores.
std::string replaced(std::string_view text, std::string_view project) {
  std::string hyphened(project);
  std::replace(hyphened.begin(), hyphened.end(), '_', '-');
  std::string out;
  while (true) {
    const std::size_t at = text.find(kPlaceholder);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + kPlaceholder.size());
    out += text.starts_with('-') ? hyphened : project;
  }
}

}  // namespace

std::vector<std::string_view> starter_names() {
  std::vector<std::string_view> names;
  for (const TextFile& file : starter_files()) {
    const std::string_view name = file.path.substr(0, file.path.find('/'));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

std::vector<StarterFile> starter(std::string_view name, std::string_view project) {
  std::vector<StarterFile> files;
  for (const TextFile& file : starter_files()) {
    const std::size_t slash = file.path.find('/');
    if (file.path.substr(0, slash) == name)
      files.push_back({std::string(file.path.substr(slash + 1)), replaced(file.text, project)});
  }
  return files;
}

std::string app_name(std::string_view folder) {
  std::string name;
  for (const char c : folder) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (letter)
      name += c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    else if (digit && !name.empty())
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  name.resize(std::min(name.size(), kLongestName));
  while (name.ends_with('_')) name.pop_back();
  static constexpr std::string_view kReserved[] = {"on",   "in",   "for",  "if",
                                                   "else", "true", "false"};
  const bool reserved =
      std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved);
  return name.empty() || reserved ? "app" : name;
}

}  // namespace svc::project
