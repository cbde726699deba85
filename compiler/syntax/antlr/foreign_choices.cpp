// Values, loops and conditions in the shape of another language.
#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

namespace {

constexpr std::size_t kFar = 40;  // tokens of a line that are looked at

}  // namespace

std::size_t Reshaper::value(std::size_t i) {
  const std::uint16_t first = type(i + 1);
  if (first == 0) return i;
  for (const auto part : {&Reshaper::choice, &Reshaper::bare_list, &Reshaper::comparison_as_value,
                          &Reshaper::command}) {
    if (const std::size_t behind = (this->*part)(i); behind != i) return behind;
  }
  return i;
}

// `for (x in list) {`, `for (const x of list) {`, `for x of list {`
std::size_t Reshaper::loop(std::size_t i) {
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
  if (in && !parens && !declared) return i;
  if (!in && !of && !parens) return i;
  const std::size_t wrong = parens || declared ? i + 1 : sign;
  auto report = reporter_.report<diag::UnexpectedToken>(
      span(wrong), parens || declared ? "a name" : "`in`", describe(in_[wrong], reporter_));
  begin(i);
  push(i);
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
  if (parens || declared)
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

// `if a = b {`, `let same = a = b`, `assert a = b else "…"`
std::size_t Reshaper::condition(std::size_t i) {
  if (!begins_member(i) && !(i > 0 && type(i - 1) == P::ELSE)) return i;
  const bool let = in_[i].type == P::LET;
  std::size_t wrong = i;
  for (std::size_t at = i + (let ? 3 : 1); at < i + kFar && next(at) != 0; ++at) {
    if (type(at) == P::LBRACE || type(at) == P::ELSE) break;
    if (is_opener(type(at))) at = partner(at);
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

// `2 to 10`
std::size_t Reshaper::words_of_range(std::size_t i) {
  if (next(i + 1) != P::NAME || next(i + 2) != P::NUMBER ||
      !is_any_of(i + 1, {"to", "through", "until", "thru"}))
    return i;
  const std::string range = fmt::format("{}..{}", word(i), word(i + 2));
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "`..`", describe(in_[i + 1], reporter_))
      .help(fmt::format("a range is written with two dots: `{}`", range))
      .repair(fmt::format("Write `{}`", range),
              {{reporter_.span(in_[i].begin, in_[i + 2].end), range}});
  begin(i);
  push(i);
  push(i + 1, P::RANGE);
  push(i + 2);
  return i + 3;
}

// `(80, 443)`, `{"a", "b"}`: lists of other languages.
std::size_t Reshaper::list_in_other_brackets(std::size_t i) {
  const std::uint16_t before = i > 0 ? type(i - 1) : std::uint16_t{0};
  const bool value = before == P::ASSIGN || before == P::LBRACKET || before == P::LPAREN ||
                     before == P::COMMA || before == P::IN;
  if (!value) return i;
  const bool braces = in_[i].type == P::LBRACE;
  const std::uint16_t first = type(i + 1);
  const bool plain = first == P::STRING || first == P::NUMBER || (!braces && is_word(first));
  const std::uint16_t second = type(i + 2);
  if (!plain || (second != P::COMMA && !(braces && second == P::RBRACE))) return i;
  const std::size_t close = partner(i);
  if (close == i || (before == P::COMMA && in_members(i))) return i;
  reporter_
      .report<diag::UnexpectedToken>(span(i), "a value", fmt::format("`{}`", word(i)))
      .help(fmt::format("a list is written `[{}, …]`", word(i + 1)))
      .repair("Write a list", {{span(i), "["}, {span(close), "]"}});
  begin(i);
  push(i, P::LBRACKET);
  for (std::size_t at = i + 1; at < close; ++at) out_.push_back(in_[at]);
  push(close, P::RBRACKET);
  return close + 1;
}

// `ports.0`
std::size_t Reshaper::numbered_item(std::size_t i) {
  if (i == 0 || !adjacent(i) || in_[i - 1].end != in_[i].begin || type(i + 1) != P::NUMBER ||
      !ends_operand(type(i - 1)) || type(i - 1) == P::NUMBER)
    return i;
  const std::string item = fmt::format("[{}]", word(i + 1));
  const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
  reporter_.report<diag::UnexpectedToken>(both, "a name after `.`", describe(in_[i + 1], reporter_))
      .help(fmt::format("an item of a list is written `{}{}`", word(i - 1), item))
      .repair(fmt::format("Write `{}`", item), {{both, item}});
  begin(i);
  push(i, P::LBRACKET);
  push(i + 1);
  push_inserted(P::RBRACKET, in_[i + 1].end);
  return i + 2;
}

// `--full` among the words of a command: a text without quotes.
std::size_t Reshaper::option_of_command(std::size_t i) {
  const std::uint16_t before = i > 0 ? type(i - 1) : std::uint16_t{0};
  if (type(i + 1) != P::MINUS || !adjacent(i) || !is_word(type(i + 2)) || !adjacent(i + 1) ||
      (before != P::LBRACKET && before != P::COMMA && before != P::ASSIGN))
    return i;
  const std::string_view all = reporter_.text();
  const std::size_t stop = std::min(all.find_first_of(" \t\r\n,])}", in_[i].begin), all.size());
  const Span run = reporter_.span(in_[i].begin, static_cast<std::uint32_t>(stop));
  const std::string quoted = fmt::format("\"{}\"", all.substr(run.begin, run.end - run.begin));
  reporter_.report<diag::UnquotedText>(run, all.substr(run.begin, run.end - run.begin))
      .help(fmt::format("write `{}`", quoted))
      .repair(fmt::format("Write `{}`", quoted), {{run, quoted}});
  std::size_t last = i + 2;
  while (last + 1 < in_.size() && in_[last + 1].begin < run.end) ++last;
  begin(i);
  stand_in(P::MISSING, i, last);
  return last + 1;
}

// `if c then a else b`, `a if c else b`, `if c { a } else { b }` as a value
std::size_t Reshaper::choice(std::size_t i) {
  std::size_t when = i + 1;
  if (type(when) != P::IF) {
    while (when < i + kFar && next(when) != 0 && type(when) != P::IF && type(when) != P::COMMA &&
           !is_closer(type(when)))
      when = (is_opener(type(when)) ? partner(when) : when) + 1;
    if (next(when) != P::IF || when == i + 1 || !ends_operand(type(when - 1))) return i;
  }
  std::size_t other = when + 1;
  while (other < when + kFar && next(other) != 0 && type(other) != P::ELSE)
    other = (is_opener(type(other)) ? partner(other) : other) + 1;
  if (next(other) != P::ELSE || next(other + 1) == 0) return i;
  const std::size_t last = last_of_value(other + 1);
  std::string_view condition;
  std::string_view chosen;
  std::string_view rejected = text(other + 1, last);
  if (when > i + 1) {
    condition = text(when + 1, other - 1);
    chosen = text(i + 1, when - 1);
  } else {
    std::size_t then = when + 1;
    while (then < other && !is_any_of(then, {"then", "{"})) ++then;
    if (then == other || then + 1 >= other) return i;
    const bool braces = type(then) == P::LBRACE;
    condition = text(when + 1, then - 1);
    chosen = braces ? text(then + 1, other - 2) : text(then + 1, other - 1);
    if (braces && type(other + 1) == P::LBRACE && last > other + 2)
      rejected = text(other + 2, last - 1);
  }
  const std::string meant = fmt::format("{} ? {} : {}", condition, chosen, rejected);
  reporter_
      .report<diag::UnexpectedToken>(span(when), "a value", describe(in_[when], reporter_))
      .help(fmt::format("a choice is written `condition ? value : other`: `{}`", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i + 1].begin, in_[last].end), meant}});
  begin(i);
  out_.push_back(in_[i]);
  stand_in(P::MISSING, i + 1, last);
  return last + 1;
}

// `ports = 80, 443`: a list without its brackets.
std::size_t Reshaper::bare_list(std::size_t i) {
  const auto plain = [this](std::size_t at) {
    return type(at) == P::NUMBER || type(at) == P::STRING || type(at) == P::CIDR;
  };
  std::size_t last = i + 1;
  if (!plain(last)) return i;
  while (next(last + 1) == P::COMMA && next(last + 2) != 0 && plain(last + 2) &&
         next(last + 3) != P::ASSIGN && next(last + 3) != P::COLON)
    last += 2;
  if (last == i + 1 || !in_members(i)) return i;
  const bool bounds = last == i + 3 && type(i + 1) == P::NUMBER && type(last) == P::NUMBER &&
                      is_any_of(i - 1, {"count", "size"});
  const std::string meant = bounds ? fmt::format("{}..{}", word(i + 1), word(last))
                                   : fmt::format("[{}]", text(i + 1, last));
  reporter_
      .report<diag::UnexpectedToken>(span(i + 3), "a field or a block",
                                     describe(in_[i + 3], reporter_))
      .help(fmt::format("a {} is written `{}`", bounds ? "range" : "list", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i + 1].begin, in_[last].end), meant}});
  begin(i);
  out_.push_back(in_[i]);
  stand_in(P::MISSING, i + 1, last);
  return last + 1;
}

// `above = > 100`
std::size_t Reshaper::comparison_as_value(std::size_t i) {
  const std::uint16_t sign = next(i + 1);
  const bool compares = sign == P::GREATER || sign == P::LESS || sign == P::GREATER_EQUAL ||
                        sign == P::LESS_EQUAL;
  if (!compares || adjacent(i) || !begins_operand(next(i + 2)) || i == 0) return i;
  reporter_
      .report<diag::UnexpectedToken>(span(i + 1), "a value", describe(in_[i + 1], reporter_))
      .help(fmt::format("a field holds the value alone: write `{} = {}`", word(i - 1), word(i + 2)))
      .repair("Remove the sign", {{reporter_.span(in_[i + 1].begin, in_[i + 2].begin), ""}});
  begin(i);
  out_.push_back(in_[i]);
  broken_.push_back(span(i + 1));
  push(i + 2);
  return i + 3;
}

// `health = curl -f http://localhost/`, `command = python report.py --full`: words without quotes.
std::size_t Reshaper::command(std::size_t i) {
  const std::size_t first = i + 1;
  if (next(first) != P::NAME || next(first + 1) == 0 || adjacent(first) || i == 0) return i;
  const bool option = type(first + 1) == P::MINUS && adjacent(first + 1);
  const bool word_follows = type(first + 1) == P::NAME &&
                            !is_any_of(first + 1, {"and", "or", "is", "not", "then", "if"});
  if ((!option && !word_follows) || !in_members(i)) return i;
  const std::string_view all = reporter_.text();
  const std::size_t line = std::min(all.find_first_of("\r\n", in_[first].begin), all.size());
  std::string_view run = all.substr(in_[first].begin, line - in_[first].begin);
  if (run.find_first_of("={(\"") != std::string_view::npos) return i;
  if (word_follows && run.find_first_of("-./:") == std::string_view::npos) return i;
  run = run.substr(0, run.find('}'));
  run = run.substr(0, run.find_last_not_of(" \t,") + 1);
  const Span place = reporter_.span(
      in_[first].begin, in_[first].begin + static_cast<std::uint32_t>(run.size()));
  const bool list = is_any_of(i - 1, {"command", "entrypoint", "cmd", "args"});
  std::string meant = list ? "[\"" : "\"";
  for (const char c : run) {
    if (c == ' ' && list)
      meant += "\", \"";
    else
      meant += c;
  }
  meant += list ? "\"]" : "\"";
  reporter_.report<diag::UnquotedText>(place, run)
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{place, meant}});
  std::size_t last = first;
  while (last + 1 < in_.size() && in_[last + 1].begin < place.end) ++last;
  begin(i);
  out_.push_back(in_[i]);
  stand_in(P::MISSING, first, last);
  return last + 1;
}

}  // namespace svc::syntax
