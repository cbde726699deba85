#include "emit/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace svc::emit {

const Member* Object::find(std::string_view name) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return found == members.end() ? nullptr : &*found;
}

Member& Object::at(Word name) {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  if (found != members.end()) return *found;
  return members.emplace_back(Member{std::move(name), {}, false});
}

// The open string becomes a piece.
void Text::close() {
  if (words_.empty()) return;
  parts_.emplace_back(std::exchange(words_, {}));
}

void Text::append(Tree part) {
  if (part.absent()) return;
  if (auto* words = part.get<std::string>()) {
    if (words_.empty())
      words_ = std::move(*words);
    else
      words_ += *words;
    return;
  }
  if (auto* concat = part.get<Concat>()) {
    for (Tree& inner : concat->parts) append(std::move(inner));
    return;
  }
  close();
  parts_.push_back(std::move(part));
}

Tree Text::tree() && {
  if (parts_.empty()) return Tree(std::move(words_));
  close();
  return Concat{std::move(parts_)};
}

std::vector<Tree> Text::parts() && {
  close();
  return std::move(parts_);
}

Printed Text::printed() && {
  return {std::move(words_), std::move(written_)};
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
