#include "emit/schema.h"

#include <algorithm>
#include <utility>

namespace svc::emit {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_but_for_case(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    while (i < a.size() && a[i] == '_') ++i;
    while (j < b.size() && b[j] == '_') ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (lower(a[i++]) != lower(b[j++])) return false;
  }
}

std::string types_text(std::uint8_t types) {
  static constexpr std::pair<Type, std::string_view> kWords[] = {
      {kString, "a text"},   {kInteger, "a whole number"},
      {kNumber, "a number"}, {kBoolean, "true or false"},
      {kList, "a list"},     {kObject, "a structure"},
      {kMap, "a map"},
  };
  std::string text;
  for (const auto& [type, word] : kWords) {
    if ((types & type) == 0) continue;
    if (!text.empty()) text += " or ";
    text += word;
  }
  return text;
}

const Schema* Schema::member(std::string_view wanted) const {
  const Schema* found = std::find_if(members.begin(), members.end(),
                                     [&](const Schema& m) { return m.name == wanted; });
  return found == members.end() ? nullptr : found;
}

const Schema* Schema::alike(std::string_view wanted) const {
  const Schema* found = std::find_if(members.begin(), members.end(),
                                     [&](const Schema& m) { return emit::alike(m.name, wanted); });
  return found == members.end() ? nullptr : found;
}

}  // namespace svc::emit
