// `{ ...base, a = 1 }`, `[*list, 3]`: the entries or items of another value, as JavaScript and
// Python write them. Objects are joined with `merge()`, lists with `+`.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

// Few programs have such a sign: the others are searched once.
bool Reshaper::any_spread() const {
  for (std::size_t i = 1; i < in_.size(); ++i) {
    if (behind_spread(i) != i) return true;
  }
  return false;
}

// The token behind `...`, `**` or `*` where an item, an entry or a member begins; i if there is
// none.
std::size_t Reshaper::behind_spread(std::size_t i) const {
  const std::uint16_t sign = type(i);
  if (sign != P::RANGE && sign != P::STAR && sign != P::DOT) return i;
  const std::uint16_t before = i > 0 ? type(i - 1) : std::uint16_t{0};
  const bool begins = before == P::LBRACE || before == P::LBRACKET || before == P::COMMA ||
                      (in_[i].line_start && ends_operand(before));
  if (!begins) return i;
  std::size_t end = i + 1;
  const bool star = sign == P::STAR;
  while (end < i + 3 &&
         (star ? type(end) == P::STAR : type(end) == P::DOT || type(end) == P::RANGE))
    ++end;
  const std::size_t length = in_[end - 1].end - in_[i].begin;
  const bool dots = !star && (length == 2 || length == 3);
  const std::uint16_t behind = next(end);
  const bool operand = begins_operand(behind) || behind == P::LBRACE || behind == P::LBRACKET;
  return (dots || star) && operand ? end : i;
}

// Brackets with such a sign among what they hold.
std::size_t Reshaper::spread(std::size_t i) {
  if (!has_spreads_ || partner(i) == i) return i;
  const std::size_t close = partner(i);
  const bool list = type(i) == P::LBRACKET;
  // `env { ...common }`: what is in the braces of a map are entries, too.
  const bool value = !in_members(i + 1) || list;
  struct Part {
    std::string text;
    bool other = false;  // the value whose items these are
  };
  std::vector<Part> parts;
  std::size_t wrong = i;
  for (std::size_t at = i + 1; at < close;) {
    const std::size_t first = behind_spread(at);
    std::size_t last = std::min(last_of_value(first), close - 1);
    const bool colon = !list && first == at && type(first + 1) == P::COLON && last > first + 1;
    const std::string written = colon ? fmt::format("{} = {}", word(first), text(first + 2, last))
                                      : std::string(text(first, last));
    if (first != at && wrong == i) wrong = at;
    if (first == at && !parts.empty() && !parts.back().other)
      parts.back().text += fmt::format(", {}", written);
    else
      parts.push_back({written, first != at});
    at = last + 1;
    if (type(at) == P::COMMA) ++at;
  }
  if (wrong == i) return i;
  std::string meant;
  for (const Part& part : parts) {
    const std::string one = part.other ? part.text
                            : list     ? fmt::format("[{}]", part.text)
                                       : fmt::format("{{ {} }}", part.text);
    meant += fmt::format("{}{}", meant.empty() ? "" : list ? " + " : ", ", one);
  }
  if (!list && parts.size() > 1) meant = fmt::format("merge({})", meant);
  const bool map =
      !value && i > 0 && begins_member(i - 1) &&
      is_any_of(i - 1, {"env", "environment", "secrets", "labels", "tags", "hosts", "sysctl",
                        "options", "headers", "query", "dimensions", "args", "condition"});
  auto report = reporter_.report<diag::UnexpectedToken>(
      span(wrong),
      list    ? "a value"
      : value ? "an entry"
              : "a field or a block",
      fmt::format("`{}`", text(wrong, behind_spread(wrong) - 1)));
  if (!value && !map)
    report.help(
        "a block takes no fields from another value: write its fields, or declare a `component` "
        "for blocks that are alike");
  else if (meant.find('\n') != std::string::npos)
    report.help(list ? "lists are joined with `+`: `base + [3]`"
                     : "objects are joined with `merge(BASE, { NAME = VALUE })`");
  else
    report
        .help(fmt::format("{}: write `{}{}`",
                          list ? "lists are joined with `+`" : "objects are joined with `merge`",
                          map ? fmt::format("{} = ", word(i - 1)) : "", meant))
        .repair(fmt::format("Write `{}`", list ? "+" : "merge"),
                {{reporter_.span(in_[i].begin, in_[close].end), (map ? "= " : "") + meant}});
  begin(i);
  if (!value && !map) {  // the block without those lines
    push(i);
    for (std::size_t at = i + 1; at < close;) {
      const std::size_t first = behind_spread(at);
      if (first == at) {
        out_.push_back(in_[at++]);
        continue;
      }
      const std::size_t last = std::min(last_of_value(first), close - 1);
      skip(at, last);
      at = last + 1;
      if (type(at) == P::COMMA) ++at;
    }
    push(close);
    return close + 1;
  }
  if (map) push_inserted(P::ASSIGN, in_[i].begin);
  stand_in(P::MISSING, i, close);
  return close + 1;
}

}  // namespace svc::syntax
