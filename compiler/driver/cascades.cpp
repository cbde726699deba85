#include "driver/cascades.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>
#include <utility>

namespace svc::driver {

namespace {

constexpr unsigned kSyntaxEnd = 1000;  // the codes below are those of reading and syntax

bool is_syntax(Code code) { return static_cast<unsigned>(code) < kSyntaxEnd; }

// Whether a line with this diagnostic may have lost what it declares.
bool damages(Code code) {
  return is_syntax(code) || code == Code::UnknownKind || code == Code::UnknownType || code == Code::WrongLabels || code == Code::WrongClause ||
         code == Code::Misplaced;
}

bool may_follow(Code code) { return code == Code::UnknownName || code == Code::TypeMismatch; }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The name at the beginning of a text; empty if it begins with none.
std::string_view leading_word(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(), [](char c) { return !is_word(c); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The words of the lines that could not be read, by file.
using Words = std::set<std::pair<SourceId, std::string_view>>;

void add_words(SourceId file, std::string_view line, Words& words) {
  for (std::size_t i = 0; i < line.size();) {
    const std::string_view word = leading_word(line.substr(i));
    if (!word.empty()) words.emplace(file, word);
    i += std::max<std::size_t>(1, word.size());
  }
}

}  // namespace

void drop_cascades(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  Words damaged;
  std::set<std::pair<SourceId, std::uint32_t>> lines;
  std::set<std::pair<SourceId, std::uint32_t>> unreadable;  // with a syntax error: what the tree has of the line is a guess
  for (const Diagnostic& d : diagnostics) {
    if (!d.span.valid() || d.severity != Severity::Error || !damages(d.code)) continue;
    const SourceFile& file = sources[d.span.file];
    const std::uint32_t line = file.position(d.span.begin).line;
    if (is_syntax(d.code)) unreadable.emplace(d.span.file, line);
    if (lines.emplace(d.span.file, line).second) add_words(d.span.file, file.line(line), damaged);
  }
  if (damaged.empty()) return;
  const auto follows = [&](const Diagnostic& d) {
    if (!d.span.valid() || is_syntax(d.code)) return false;
    const SourceFile& file = sources[d.span.file];
    const std::pair place(d.span.file, file.position(d.span.begin).line);
    if (unreadable.contains(place)) return true;
    if (!may_follow(d.code) || lines.contains(place)) return false;
    const std::string_view word = leading_word(file.text(d.span));
    return !word.empty() && damaged.contains({d.span.file, word});
  };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), follows), diagnostics.end());
}

}  // namespace svc::driver
