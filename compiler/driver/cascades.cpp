#include "driver/cascades.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/characters.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/syntax.h"
#include "diagnostics/codes/values.h"

namespace svc::driver {

namespace {

constexpr unsigned kSyntaxEnd = 1000;  // the codes below are those of reading and syntax

bool is_syntax(Code code) {
  return static_cast<unsigned>(code) < kSyntaxEnd;
}

// Whether a line with this diagnostic may have lost its declaration.
bool damages(Code code) {
  return is_syntax(code) || code == diag::UnknownKind::code || code == diag::UnknownType::code ||
         code == diag::MissingLabel::code || code == diag::UnknownLabel::code ||
         code == diag::LabelType::code || code == diag::DeclarationForm::code ||
         code == diag::MissingClause::code || code == diag::WrongLabels::code ||
         code == diag::WrongClause::code || code == diag::Misplaced::code;
}

bool may_follow(Code code) {
  return code == diag::UnknownName::code || code == diag::TypeMismatch::code;
}

// Diagnostics about the members of a block. Where brackets do not match, it is a guess whether they
// belong there.
bool is_about_members(Code code) {
  return code == diag::UnknownField::code || code == diag::MissingField::code ||
         code == diag::RepeatedField::code || code == diag::UnknownBlock::code ||
         code == diag::MissingLabel::code || code == diag::UnknownLabel::code ||
         code == diag::LabelType::code || code == diag::DeclarationForm::code ||
         code == diag::MissingClause::code || code == diag::RepeatedBlock::code ||
         code == diag::WrongLabels::code || code == diag::WrongClause::code ||
         code == diag::Misplaced::code;
}

// The name at the start of a text; empty if there is none.
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

namespace {

// For each file with unmatched brackets: the offset from which its blocks may not be what the user
// meant. That is the first bracket that is never closed. For a bracket that closes nothing it is 0,
// because its partner could be missing anywhere.
std::map<SourceId, std::uint32_t> unbalanced(const std::vector<Diagnostic>& diagnostics) {
  std::map<SourceId, std::uint32_t> from;
  for (const Diagnostic& d : diagnostics) {
    if (d.code != diag::UnclosedBlock::code && d.code != diag::UnmatchedBracket::code) continue;
    const std::uint32_t begin = d.code == diag::UnclosedBlock::code ? d.span.begin : 0;
    const auto [entry, fresh] = from.emplace(d.span.file, begin);
    if (!fresh) entry->second = std::min(entry->second, begin);
  }
  return from;
}

}  // namespace

void drop_cascades(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  Words damaged;
  std::set<std::pair<SourceId, std::uint32_t>> lines;
  std::set<std::pair<SourceId, std::uint32_t>>
      unreadable;  // with a syntax error: the tree of that line is a guess
  for (const Diagnostic& d : diagnostics) {
    if (!d.span.valid() || d.severity != Severity::Error || !damages(d.code)) continue;
    const SourceFile& file = sources[d.span.file];
    const std::uint32_t line = file.position(d.span.begin).line;
    if (is_syntax(d.code)) unreadable.emplace(d.span.file, line);
    if (lines.emplace(d.span.file, line).second) add_words(d.span.file, file.line(line), damaged);
  }
  if (lines.empty()) return;
  const std::map<SourceId, std::uint32_t> guessed = unbalanced(diagnostics);
  // `application shop {}`: the program has an `app`, under another name.
  const bool app = std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
    return d.code == diag::UnknownKind::code && !d.fix.edits.empty() &&
           d.fix.edits.front().text == "app";
  });
  const auto follows = [&](const Diagnostic& d) {
    if (d.code == diag::MissingApp::code && app) return true;
    if (is_syntax(d.code)) return false;
    if (!d.span.valid()) return !unreadable.empty();  // about something that recovery invented
    const SourceFile& file = sources[d.span.file];
    const std::pair place(d.span.file, file.position(d.span.begin).line);
    if (unreadable.contains(place)) return true;
    const auto guess = guessed.find(d.span.file);
    if (guess != guessed.end() && is_about_members(d.code) && d.span.begin >= guess->second)
      return true;
    if (!may_follow(d.code) || lines.contains(place)) return false;
    const std::string_view word = leading_word(file.text(d.span));
    return !word.empty() && damaged.contains({d.span.file, word});
  };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), follows),
                    diagnostics.end());
}

}  // namespace svc::driver
