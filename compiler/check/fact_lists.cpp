#include "check/fact_lists.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace svc::check {

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(" \t"); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(" \t", end);
  }
  return words;
}

FactList::FactList(std::string_view list) {
  const std::string path = std::string(list) + ".txt";
  const auto files = fact_files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const TextFile& file) { return file.path == path; });
  if (found == files.end()) throw std::logic_error("templates/facts has no " + path);
  text_ = found->text;
}

std::string_view FactList::line(std::string_view name) const {
  if (name.empty()) return {};
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    const std::string_view line = text_.substr(at, end - at);
    if (line.starts_with(name) && (line.size() == name.size() || line[name.size()] == ' '))
      return line;
    at = end + 1;
  }
  return {};
}

std::vector<std::string_view> FactList::values(std::string_view name) const {
  std::vector<std::string_view> words = words_in(line(name));
  if (!words.empty()) words.erase(words.begin());
  return words;
}

std::vector<std::string_view> FactList::names() const {
  std::vector<std::string_view> names;
  each_entry([&](std::string_view line) { names.push_back(line.substr(0, line.find(' '))); });
  return names;
}

std::vector<std::vector<std::string_view>> FactList::entries() const {
  std::vector<std::vector<std::string_view>> entries;
  each_entry([&](std::string_view line) { entries.push_back(words_in(line)); });
  return entries;
}

}  // namespace svc::check
