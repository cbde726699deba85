// Loops, conditions and assertions in the shape of another language.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

// `for (x in list) {`, `for (const x of list) {`, `for x of list {`, `foreach (x in list) {`
std::size_t Reshaper::loop(std::size_t i) {
  const bool foreach = in_[i].type == P::NAME;
  // `for each x in list {`
  if (next(i + 1) == P::NAME && is_any_of(i + 1, {"each", "all", "every"}) &&
      is_word(next(i + 2)) && next(i + 3) == P::IN && begins_member(i)) {
    reporter_.report<diag::UnexpectedToken>(span(i + 1), "`in`", describe(in_[i + 1], reporter_))
        .help(fmt::format("a loop is written `for {} in {} {{ … }}`", word(i + 2), word(i + 4)))
        .repair(fmt::format("Remove `{}`", word(i + 1)),
                {{reporter_.span(in_[i + 1].begin, in_[i + 2].begin), ""}});
    begin(i);
    push(i);
    broken_.push_back(span(i + 1));
    return i + 2;
  }
  const bool parens = next(i + 1) == P::LPAREN;
  const bool shaped = parens || is_word(next(i + 1));
  if (!shaped || !begins_member(i)) return i;
  const std::size_t close = parens ? partner(i + 1) : i;
  if (parens && (close == i + 1 || type(close + 1) != P::LBRACE)) return i;
  std::size_t name = i + (parens ? 2 : 1);
  const bool declared = is_any_of(name, {"let", "const", "var", "auto", "int", "final", "val"}) &&
                        is_word(next(name + 1)) && !is_any_of(name + 1, {"of"});
  if (declared) ++name;
  if (!is_word(next(name))) return i;
  const bool pair = next(name + 1) == P::COMMA && is_word(next(name + 2));
  const std::size_t sign = name + (pair ? 3 : 1);
  const bool in = next(sign) == P::IN;
  const bool of = next(sign) == P::COLON || (next(sign) == P::NAME && is_any_of(sign, {"of"}));
  if (in && !parens && !declared) {
    if (const std::size_t behind = loop_with_condition(i, sign); behind != i) return behind;
  }
  const bool counts = !in && !of && !parens && next(sign) == P::ASSIGN;
  if (in && !parens && !declared) return i;
  if (!in && !of && !parens && !counts) return i;
  const std::size_t wrong = parens || declared ? i + 1 : sign;
  auto report = reporter_.report<diag::UnexpectedToken>(
      span(wrong), parens || declared ? "a name" : "`in`", describe(in_[wrong], reporter_));
  begin(i);
  push(i, P::FOR);
  if (counts) {  // `for i = 0; i < 3; i++ {`
    report.help(
        fmt::format("a loop is written `for NAME in LIST {{ … }}`: `for {} in range(0, 3) {{ … }}`",
                    word(name)));
    std::size_t open = sign;
    while (next(open) != 0 && type(open) != P::LBRACE) ++open;
    push(name);
    push_inserted(P::IN, in_[name].end);
    stand_in(P::MISSING, sign, open - 1);
    return open;
  }
  if (!in && !of) {  // `for (i = 0; i < 3; i++) {`
    report.help(
        fmt::format("a loop is written `for NAME in LIST {{ … }}`: `for {} in range(0, 3) {{ … }}`",
                    word(name)));
    push(name);
    push_inserted(P::IN, in_[name].end);
    stand_in(P::MISSING, std::min(sign, close), close);
    return close + 1;
  }
  std::vector<Edit> edits;
  if (foreach)
    edits.push_back({reporter_.span(in_[i].begin, in_[name].begin), "for "});
  else if (parens || declared)
    edits.push_back({reporter_.span(in_[i].end, in_[name].begin), " "});
  if (of) {
    const bool spaced = in_[sign].begin > in_[sign - 1].end;
    edits.push_back({span(sign), spaced ? "in" : " in"});
  }
  if (parens) edits.push_back({span(close), ""});
  const std::size_t end = parens ? close - 1 : last_of_value(sign + 1);
  const std::size_t last = parens ? end : sign + 1;
  report
      .help(fmt::format("a loop is written `for {} in {} {{ … }}`", text(name, sign - 1),
                        text(sign + 1, std::max(last, sign + 1))))
      .repair("Write the loop", std::move(edits));
  for (std::size_t at = name; at < sign; ++at) push(at);
  push(sign, P::IN);
  if (!parens) return sign + 1;
  for (std::size_t at = sign + 1; at < close; ++at) push(at);
  broken_.push_back(span(close));
  return close + 1;
}

// `for x in list where a {`
std::size_t Reshaper::loop_with_condition(std::size_t i, std::size_t in) {
  std::size_t where = in + 1;
  while (where < i + kFarthest && next(where) != 0 && type(where) != P::LBRACE &&
         !is_any_of(where, {"where", "when", "if"}))
    ++where;
  std::size_t open = where;
  while (open < i + kFarthest && next(open) != 0 && type(open) != P::LBRACE) ++open;
  if (next(open) != P::LBRACE || open == where || where == in + 1) return i;
  reporter_.report<diag::UnexpectedToken>(span(where), "`{`", describe(in_[where], reporter_))
      .help(fmt::format("choose inside of the loop: `{} {{ if {} {{ … }} }}`", text(i, where - 1),
                        text(where + 1, open - 1)));
  begin(i);
  for (std::size_t at = i; at < where; ++at) out_.push_back(in_[at]);
  skip(where, open - 1);
  push(open);
  return open + 1;
}

// `if a = b {`, `let same = a = b`, `assert a = b else "…"`
std::size_t Reshaper::condition(std::size_t i) {
  if (!begins_member(i) && !(i > 0 && type(i - 1) == P::ELSE)) return i;
  const bool let = in_[i].type == P::LET;
  std::size_t wrong = i;
  for (std::size_t at = i + (let ? 3 : 1); at < i + kFarthest && next(at) != 0; ++at) {
    if (type(at) == P::LBRACE || type(at) == P::ELSE) break;
    if (is_opener(type(at))) at = partner(at);
    if (type(at) == P::ASSIGN && type(at + 1) == P::GREATER && adjacent(at) && !let) {
      const Span both = reporter_.span(in_[at].begin, in_[at + 1].end);
      reporter_.report<diag::UnexpectedToken>(both, "`>=`", "`=>`")
          .help("at least is written `>=`")
          .repair("Write `>=`", {{both, ">="}});
      begin(i);
      for (std::size_t k = i; k < at; ++k) out_.push_back(in_[k]);
      stand_in(P::GREATER_EQUAL, at, at + 1);
      return at + 2;
    }
    if (type(at) != P::ASSIGN) continue;
    // `let a = 1 b = 2` lacks a comma; `b` then follows a whole value.
    const bool whole = let && type(at - 2) != P::DOT && type(at - 2) != P::ASSIGN;
    const bool arrow = at + 1 < in_.size() && adjacent(at) &&
                       (type(at + 1) == P::GREATER || type(at + 1) == P::ASSIGN);
    if (!whole && !arrow && begins_operand(next(at + 1))) wrong = at;
    break;
  }
  if (wrong == i) return i;
  reporter_.report<diag::UnexpectedToken>(span(wrong), "`==`", "`=`")
      .help("two values are compared with `==`")
      .repair("Write `==`", {{span(wrong), "=="}});
  begin(i);
  for (std::size_t at = i; at < wrong; ++at) out_.push_back(in_[at]);
  push(wrong, P::EQUAL);
  return wrong + 1;
}

// `elif a {`, `elsif a {`
std::size_t Reshaper::other_if(std::size_t i) {
  if (i == 0 || type(i - 1) != P::RBRACE || !is_any_of(i, {"elif", "elsif", "elseif", "elseIf"}))
    return i;
  reporter_.report<diag::UnexpectedToken>(span(i), "`else`", describe(in_[i], reporter_))
      .help("a further condition is written `else if CONDITION { … }`")
      .repair("Write `else if`", {{span(i), "else if"}});
  begin(i);
  push(i, P::ELSE);
  push_inserted(P::IF, in_[i].end);
  return i + 1;
}

// `assert a, "why"`, `assert(a, "why")`, `assert a or "why"`, `assert a else error "why"`
std::size_t Reshaper::assertion(std::size_t i) {
  const std::size_t close = next(i + 1) == P::LPAREN ? partner(i + 1) : i + 1;
  const bool call = close != i + 1 && next(close + 1) != P::ELSE && next(close + 1) == 0;
  std::size_t sign = call ? i + 2 : i + 1;
  while (sign < i + kFarthest && next(sign) != 0 && sign != (call ? close : 0) &&
         type(sign) != P::COMMA && type(sign) != P::ELSE &&
         !(type(sign) == P::NAME && is_any_of(sign, {"or"}) && next(sign + 1) == P::STRING))
    sign = (is_opener(type(sign)) ? partner(sign) : sign) + 1;
  const bool wordy = type(sign) == P::ELSE && next(sign + 1) == P::NAME;
  const std::size_t message = sign + (wordy ? 2 : 1);
  const bool text = next(message) == P::STRING || next(message) == P::STRING_OPEN;
  if (next(sign) == 0 || !text || (type(sign) == P::ELSE && !wordy)) return i;
  const std::string meant = fmt::format("assert {} else …", text_of(call ? i + 2 : i + 1, sign));
  std::vector<Edit> edits;
  if (call) edits.push_back({span(i + 1), " "});
  if (wordy)
    edits.push_back({reporter_.span(in_[sign + 1].begin, in_[message].begin), ""});
  else
    edits.push_back({reporter_.span(in_[sign - 1].end, in_[message].begin), " else "});
  if (call) edits.push_back({span(close), ""});
  reporter_
      .report<diag::UnexpectedToken>(span(wordy ? sign + 1 : sign), wordy ? "a string" : "`else`",
                                     describe(in_[wordy ? sign + 1 : sign], reporter_))
      .help(fmt::format("write `{}`", meant))
      .repair("Write `else`", std::move(edits));
  begin(i);
  push(i);
  for (std::size_t at = call ? i + 2 : i + 1; at < sign; ++at) push(at);
  push(sign, P::ELSE);
  std::size_t last = message;
  while (next(last + 1) != 0 && (!call || last + 1 < close)) ++last;
  for (std::size_t at = message; at <= last; ++at) push(at);
  broken_.push_back(reporter_.span(in_[i].begin, in_[call ? close : last].end));
  return call ? close + 1 : last + 1;
}

std::string_view Reshaper::text_of(std::size_t first, std::size_t end) const {
  return end > first ? text(first, end - 1) : std::string_view{};
}

// `require a else "why"`, `deny a else "why"`
std::size_t Reshaper::assertion_by_other_word(std::size_t i) {
  const bool denies = in_[i].type == P::DENY;
  if (!denies && !is_any_of(i, {"require", "ensure", "expect", "must", "verify", "rule", "check",
                                "assertThat", "enforce"}))
    return i;
  std::size_t other = i + 1;
  while (other < i + kFarthest && next(other) != 0 && type(other) != P::ELSE &&
         type(other) != P::ON)
    other = (is_opener(type(other)) ? partner(other) : other) + 1;
  if (next(other) != P::ELSE || other == i + 1) return i;
  const std::string condition(text(i + 1, other - 1));
  const std::string meant =
      denies ? fmt::format("assert !({})", condition) : fmt::format("assert {}", condition);
  reporter_.report<diag::UnexpectedToken>(span(i), "`assert`", describe(in_[i], reporter_))
      .help(fmt::format("a rule is written `{} else \"…\"`", meant))
      .repair("Write `assert`", {{reporter_.span(in_[i].begin, in_[other - 1].end), meant}});
  begin(i);
  push(i, P::ASSERT);
  if (!denies) return i + 1;
  stand_in(P::MISSING, i + 1, other - 1);
  return other;
}

}  // namespace svc::syntax
