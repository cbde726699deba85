#include "emit/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace svc::emit {

const Member* Object::find(std::string_view name) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return found == members.end() ? nullptr : &*found;
}

Member& Object::at(std::string_view name) {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  if (found != members.end()) return *found;
  return members.emplace_back(Member{std::string(name), {}, false});
}

void Text::add(std::string_view words) {
  if (words.empty()) return;
  if (!parts_.empty()) {
    if (auto* last = parts_.back().get<std::string>()) {
      *last += words;
      return;
    }
  }
  parts_.emplace_back(words);
}

void Text::append(Tree part) {
  if (part.absent()) return;
  if (const auto* words = part.get<std::string>()) return add(std::string_view(*words));
  if (auto* concat = part.get<Concat>()) {
    for (Tree& inner : concat->parts) append(std::move(inner));
    return;
  }
  parts_.push_back(std::move(part));
}

Tree Text::tree() && {
  if (parts_.empty()) return Tree("");
  if (parts_.size() == 1 && parts_.front().get<std::string>() != nullptr)
    return std::move(parts_.front());
  return Concat{std::move(parts_)};
}

Printed Text::printed() && {
  Printed printed;
  printed.written = std::move(written_);
  if (!parts_.empty()) printed.text = std::move(*parts_.front().get<std::string>());
  return printed;
}

std::size_t Text::size() const {
  const auto* words = parts_.empty() ? nullptr : parts_.back().get<std::string>();
  return words == nullptr ? 0 : words->size();
}

std::vector<Tree> text_parts(const Tree& tree) {
  if (const auto* concat = tree.get<Concat>()) return concat->parts;
  return {tree};
}

std::string number_text(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15) return fmt::format("{:.0f}", number);
  return fmt::format("{}", number);
}

}  // namespace svc::emit
