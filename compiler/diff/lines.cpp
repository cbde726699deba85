#include "diff/lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "source/hidden.h"

namespace svc::diff {

namespace {

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  text.remove_prefix(begin);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text);
}

std::string_view step_text(Way::Step step) {
  switch (step) {
    case Way::Step::Instance:
      return "instance";
    case Way::Step::Given:
      return "given by";
    case Way::Step::Environment:
      return "environment";
    case Way::Step::Over:
      return "over";
    case Way::Step::Iteration:
      return "iteration";
  }
  return {};
}

std::string place(const SourceFile& file, Span span) {
  return fmt::format("{}:{}", shown_path(file), file.position(span.begin).line);
}

}  // namespace

std::string Line::place() const {
  return known() ? fmt::format("{}:{}", file, line) : std::string();
}

std::string shown_path(const SourceFile& file) {
  const std::string& path = file.path();
  return path.starts_with("./") ? path.substr(2) : path;
}

Line Lines::line(Span span) const {
  if (sources_ == nullptr || !span.valid()) return {};
  const SourceFile& file = (*sources_)[span.file];
  const Position at = file.position(span.begin);
  const std::string text = shown_text(file, span.file, file.line(at.line), hidden_);
  Line made{shown_path(file), at.line, at.column, trimmed(text), {}};
  for (const Way& way : ways_.steps(span))
    made.way.push_back(
        fmt::format("{} {}", step_text(way.step), place((*sources_)[way.from.file], way.from)));
  return made;
}

std::vector<std::string> Lines::places(Span span) const {
  if (sources_ == nullptr || !span.valid()) return {};
  std::vector<std::string> found = {place((*sources_)[span.file], span)};
  for (const Way& way : ways_.steps(span))
    found.push_back(place((*sources_)[way.from.file], way.from));
  return found;
}

}  // namespace svc::diff
