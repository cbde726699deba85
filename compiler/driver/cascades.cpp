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

namespace {

bool overlap(const std::vector<Edit>& some, const std::vector<Edit>& others) {
  return std::any_of(some.begin(), some.end(), [&](const Edit& a) {
    return std::any_of(others.begin(), others.end(), [&](const Edit& b) {
      return a.span.file == b.span.file && a.span.begin < b.span.end && b.span.begin < a.span.end;
    });
  });
}

// Whether one of the edits replaces the place of the other, without a sign to correct.
bool covers(const std::vector<Edit>& edits, const Edit& other) {
  return std::any_of(edits.begin(), edits.end(), [&other](const Edit& edit) {
    return edit.text.find(':') == std::string::npos && other.span.file == edit.span.file &&
           edit.span.begin <= other.span.begin && other.span.end <= edit.span.end;
  });
}

using Signs = std::map<std::pair<SourceId, std::uint32_t>, Diagnostic*>;

// `http:⏎  path: "/"`: what the member before the sign means instead is known, though no edit is
// certain. The message says that, rather than how the sign is written.
void explain_sign(const Signs& signs, const std::pair<SourceId, std::uint32_t>& line,
                  const Diagnostic& d, const Sources& sources) {
  const auto sign = signs.find(line);
  const bool member = d.code == diag::UnknownField::code || d.code == diag::UnknownBlock::code ||
                      d.code == diag::UnknownKind::code;
  if (sign == signs.end() || !member || d.help.empty() || d.fix.certain) return;
  Diagnostic& whole = *sign->second;
  if (whole.code == diag::IndentedBlock::code) {
    if (d.code == diag::UnknownKind::code && d.fix.edits.empty()) return;
    whole.help = d.help;
    whole.fix = {};
    return;
  }
  if (d.span.end > whole.span.begin) return;
  const std::string_view between =
      sources[d.span.file].text(Span{d.span.file, d.span.end, whole.span.begin});
  if (!std::all_of(between.begin(), between.end(),
                   [](char c) { return is_word(c) || c == ' ' || c == '"'; }))
    return;
  whole.help = d.help;
  // `connect backend`: braces would not make it a block.
  if (d.code == diag::UnknownBlock::code) whole.fix = {};
}

// `maxAzs: 3`: a wrong sign was read as the right one, and what the line means is wrong, too. One
// message has both repairs.
void complete_signs(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  Signs signs;
  const auto line = [&](const Diagnostic& d) {
    return std::pair(d.span.file, sources[d.span.file].position(d.span.begin).line);
  };
  for (Diagnostic& d : diagnostics) {
    if ((d.code == diag::UnexpectedToken::code || d.code == diag::YamlList::code) &&
        d.span.valid() && d.fix.certain)
      signs.try_emplace(line(d), &d);
    if (d.code == diag::IndentedBlock::code) signs.insert_or_assign(line(d), &d);
  }
  for (const Diagnostic& d : diagnostics) explain_sign(signs, line(d), d, sources);
  std::set<const Diagnostic*> joined;
  for (const Diagnostic& d : diagnostics) {
    // A text without quotes is a mistake of the syntax, too: `image: nginx:1.27`.
    const bool syntax =
        is_syntax(d.code) && d.code != diag::UnquotedText::code && d.code != diag::SpacedUnit::code;
    if (syntax || d.severity != Severity::Error || !d.span.valid() || !d.fix.certain) continue;
    const auto sign = signs.find(line(d));
    if (sign == signs.end() || sign->second == nullptr) continue;
    Diagnostic& whole = *sign->second;
    // `size = { min: 1, max: 4 }`: the range replaces the object with its signs.
    // The edits of signs within another edit are part of that one.
    std::vector<Edit> others;
    for (const Edit& edit : whole.fix.edits) {
      if (!covers(d.fix.edits, edit)) others.push_back(edit);
    }
    if (overlap(others, d.fix.edits)) continue;
    whole.fix.edits = std::move(others);
    whole.help = d.help;
    whole.fix.title = d.fix.title;
    whole.fix.edits.insert(whole.fix.edits.end(), d.fix.edits.begin(), d.fix.edits.end());
    sign->second = nullptr;
    if (is_syntax(d.code)) joined.insert(&d);
  }
  std::vector<Diagnostic> left;
  for (Diagnostic& d : diagnostics) {
    if (!joined.contains(&d)) left.push_back(std::move(d));
  }
  diagnostics = std::move(left);
}

}  // namespace

void drop_cascades(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  Words damaged;
  std::set<std::pair<SourceId, std::uint32_t>> lines;
  std::set<std::pair<SourceId, std::uint32_t>>
      unreadable;  // with a syntax error: the tree of that line is a guess
  // `certificate c for host {}`: what the clause means may be the field that is missing.
  std::set<std::pair<SourceId, std::uint32_t>> clauses;
  for (const Diagnostic& d : diagnostics) {
    if (!d.span.valid() || d.severity != Severity::Error || !damages(d.code)) continue;
    const SourceFile& file = sources[d.span.file];
    const std::uint32_t line = file.position(d.span.begin).line;
    if (is_syntax(d.code)) unreadable.emplace(d.span.file, line);
    if (d.code == diag::WrongClause::code) clauses.emplace(d.span.file, line);
    if (lines.emplace(d.span.file, line).second) add_words(d.span.file, file.line(line), damaged);
  }
  if (lines.empty()) return;
  const std::map<SourceId, std::uint32_t> guessed = unbalanced(diagnostics);
  // `application shop {}`: the program has an `app`, under another name.
  const bool app = std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
    return d.code == diag::UnknownKind::code && !d.fix.edits.empty() &&
           d.fix.edits.front().text == "app";
  });
  // A block that is written by its indentation is one mistake with all that it holds.
  std::vector<Span> indented;
  for (const Diagnostic& d : diagnostics) {
    if (d.code == diag::IndentedBlock::code) indented.push_back(d.span);
  }
  const auto is_covered = [&indented](const Diagnostic& d) {
    return d.code != diag::IndentedBlock::code &&
           std::any_of(indented.begin(), indented.end(), [&d](const Span& region) {
             return d.span.file == region.file && region.begin <= d.span.begin &&
                    d.span.begin < region.end;
           });
  };
  const auto follows = [&](const Diagnostic& d) {
    if (d.span.valid() && is_covered(d)) return true;
    if (d.code == diag::MissingApp::code && app) return true;
    if (is_syntax(d.code)) return false;
    if (!d.span.valid()) return !unreadable.empty();  // about something that recovery invented
    const SourceFile& file = sources[d.span.file];
    const std::pair place(d.span.file, file.position(d.span.begin).line);
    if (unreadable.contains(place)) return true;
    if (d.code == diag::MissingField::code && clauses.contains(place)) return true;
    const auto guess = guessed.find(d.span.file);
    if (guess != guessed.end() && is_about_members(d.code) && d.span.begin >= guess->second)
      return true;
    if (!may_follow(d.code) || lines.contains(place)) return false;
    const std::string_view word = leading_word(file.text(d.span));
    return !word.empty() && damaged.contains({d.span.file, word});
  };
  complete_signs(diagnostics, sources);
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), follows),
                    diagnostics.end());
}

}  // namespace svc::driver
