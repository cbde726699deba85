// Permissions as other languages write them: `allow s3:GetObject on b`, `allow read to b`.
#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_notations.h"

namespace svc::syntax {

std::size_t ForeignNotations::foreign_grant(std::size_t i) {
  if (before() != P::ALLOW && before() != P::DENY) return i;
  std::size_t next = unquoted_action(i);
  if (next == i) next = list_of_verbs(i);
  if (next == i) next = missing_on(i);
  return next;
}

// `allow s3:GetObject on b`: an AWS action is a text.
std::size_t ForeignNotations::unquoted_action(std::size_t i) {
  const std::string_view text = reporter_.text();
  const std::size_t stop =
      std::min(text.find_first_of(" \t\r\n,;}])\"", in_[i].begin), text.size());
  const auto end = static_cast<std::uint32_t>(stop);
  const std::string_view run = reporter_.text(in_[i].begin, end);
  if (!is_word(in_[i].type) || run.find(':') == std::string_view::npos) return i;
  std::size_t next = i;
  while (next < in_.size() && in_[next].begin < end) ++next;
  report_unquoted(in_[i].begin, end);
  stand_in(P::MISSING, i, next - 1);
  return next;
}

namespace {

// `,`, `/`, `+`, `|`, `&&` and `and` between two permissions.
bool joins_verbs(const Lexeme& sign, const Reporter& reporter) {
  using Parser = svc::antlr::SvcParser;
  return sign.type == Parser::COMMA || sign.type == Parser::SLASH || sign.type == Parser::PLUS ||
         sign.type == Parser::PIPE || sign.type == Parser::AND ||
         reporter.text(sign.begin, sign.end) == "and";
}

}  // namespace

// `allow send, receive on q`, `allow read write on b`, `allow read/write on b`
std::size_t ForeignNotations::list_of_verbs(std::size_t i) {
  if (!is_word(in_[i].type) || (before() != P::ALLOW && before() != P::DENY)) return i;
  std::string verbs(reporter_.text(in_[i].begin, in_[i].end));
  std::size_t last = i;
  std::size_t next = i + 1;
  while (next < in_.size() && !in_[next].line_start) {
    const std::size_t word = joins_verbs(in_[next], reporter_) ? next + 1 : next;
    if (word >= in_.size() || !is_word(in_[word].type)) break;
    verbs += fmt::format(", {}", reporter_.text(in_[word].begin, in_[word].end));
    last = word;
    next = word + 1;
  }
  if (last == i || next >= in_.size() || in_[next].type != P::ON) return i;
  const Span span = reporter_.span(in_[i].begin, in_[last].end);
  const std::string list = fmt::format("[{}]", verbs);
  reporter_.report<diag::ListOfVerbs>(span)
      .help(fmt::format("write `{} {} on …`", before() == P::ALLOW ? "allow" : "deny", list))
      .repair(fmt::format("Write `{}`", list), {{span, list}});
  stand_in(P::MISSING, i, last);
  return last + 1;
}

// `allow read to b`, `allow read b`
std::size_t ForeignNotations::missing_on(std::size_t i) {
  constexpr std::array<std::string_view, 8> kFor = {"to", "from", "for",  "in",
                                                    "at", "of",   "over", "against"};
  if (!is_word(in_[i].type) || i + 1 >= in_.size() || in_[i + 1].line_start) return i;
  const Lexeme& second = in_[i + 1];
  const std::string_view word = reporter_.text(second.begin, second.end);
  const bool preposition = std::find(kFor.begin(), kFor.end(), word) != kFor.end() &&
                           i + 2 < in_.size() && is_word(in_[i + 2].type) && !in_[i + 2].line_start;
  const bool last = i + 2 >= in_.size() || in_[i + 2].line_start || is_closer(in_[i + 2].type);
  if (!preposition && !(is_word(second.type) && last)) return i;
  const std::string_view verb = reporter_.text(in_[i].begin, in_[i].end);
  const Lexeme& on = preposition ? in_[i + 2] : second;
  const std::string meant = fmt::format("{} {} on {}", before() == P::ALLOW ? "allow" : "deny",
                                        verb, reporter_.text(on.begin, on.end));
  reporter_.report<diag::UnexpectedToken>(span(second), "`on`", describe(second, reporter_))
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{reporter_.span(in_[i].end, on.begin), " on "}});
  out_.push_back(in_[i]);
  const std::size_t next = preposition ? i + 2 : i + 1;
  broken_.push_back(span(second));
  out_.push_back({.type = P::ON, .bad = true, .begin = second.begin, .end = second.end});
  return next;
}

}  // namespace svc::syntax
