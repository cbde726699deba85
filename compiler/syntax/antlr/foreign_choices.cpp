// Values in the shape of another language.
#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

std::size_t Reshaper::value(std::size_t i) {
  const std::uint16_t first = type(i + 1);
  if (first == 0) return i;
  const std::uint16_t third = next(i + 2);
  if (first == P::ON && (third == 0 || third == P::COMMA || is_closer(third))) {
    begin(i);  // `nat = on`: a word, which the names know
    out_.push_back(in_[i]);
    out_.push_back(in_[i + 1]);
    out_.back().type = P::NAME;
    return i + 2;
  }
  for (const auto part :
       {&Reshaper::choice, &Reshaper::bare_list, &Reshaper::command, &Reshaper::open_range}) {
    if (const std::size_t behind = (this->*part)(i); behind != i) return behind;
  }
  return i;
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
  reporter_.report<diag::UnexpectedToken>(span(i), "a value", fmt::format("`{}`", word(i)))
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

// `- LEVEL=info` as a member
std::size_t Reshaper::item_of_yaml(std::size_t i) {
  // `environment:` above the items is reported with them.
  for (std::size_t line = i; line > 0 && in_[line].line_start && type(line) == P::MINUS;) {
    if (type(line - 1) == P::COLON) return i;
    --line;
    while (line > 0 && !in_[line].line_start) --line;
  }
  if (!in_[i].line_start || !is_word(next(i + 1)) ||
      (next(i + 2) != P::ASSIGN && next(i + 2) != P::COLON) || next(i + 3) == 0 ||
      !begins_member(i))
    return i;
  const std::size_t last = last_of_value(i + 3);
  const bool bare = last == i + 3 && type(last) == P::NAME;
  const std::string entry = bare ? fmt::format("{} = \"{}\"", word(i + 1), word(last))
                                 : fmt::format("{} = {}", word(i + 1), text(i + 3, last));
  reporter_.report<diag::UnexpectedToken>(span(i), "a field or a block", "`-`")
      .help(fmt::format("write `{}`", entry))
      .repair(fmt::format("Write `{}`", entry),
              {{reporter_.span(in_[i].begin, in_[last].end), entry}});
  begin(i);
  push(i + 1);
  out_.back().line_start = true;
  push(i + 2, P::ASSIGN);
  stand_in(P::MISSING, i + 3, last);
  broken_.push_back(span(i));
  return last + 1;
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

// `c then a else b`, `c and a or b` with values that are no conditions
std::size_t Reshaper::choice_by_words(std::size_t i) {
  const auto find = [&](std::size_t from, std::initializer_list<std::string_view> words) {
    std::size_t at = from;
    while (at < i + kFarthest && next(at) != 0 && type(at) != P::COMMA && !is_closer(type(at)) &&
           !is_any_of(at, words))
      at = (is_opener(type(at)) ? partner(at) : at) + 1;
    return at < i + kFarthest && next(at) != 0 && is_any_of(at, words) ? at : i;
  };
  const auto literal = [&](std::size_t at) {
    return type(at) == P::NUMBER || type(at) == P::STRING || type(at) == P::CIDR;
  };
  std::size_t then = find(i + 1, {"then"});
  std::size_t other = then == i ? i : find(then + 1, {"else"});
  if (other == i) {
    then = find(i + 1, {"and", "&&"});
    other = then == i ? i : find(then + 1, {"or", "||"});
    if (other == i || !literal(then + 1) || !literal(other + 1) || other != then + 2) return i;
  }
  if (then == i + 1 || other == then + 1 || next(other + 1) == 0) return i;
  const std::size_t last = last_of_value(other + 1);
  const std::string meant = fmt::format("{} ? {} : {}", text(i + 1, then - 1),
                                        text(then + 1, other - 1), text(other + 1, last));
  return as_choice(i, last, then, "`?`", meant);
}

// Reports the word at `at` of a choice in other words, from behind token i to `last`, and what it
// means. Gives the token behind it.
std::size_t Reshaper::as_choice(std::size_t i, std::size_t last, std::size_t at,
                                std::string_view expected, const std::string& meant) {
  reporter_.report<diag::UnexpectedToken>(span(at), expected, describe(in_[at], reporter_))
      .help(fmt::format("a choice is written `condition ? value : other`: `{}`", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i + 1].begin, in_[last].end), meant}});
  begin(i);
  out_.push_back(in_[i]);
  stand_in(P::MISSING, i + 1, last);
  return last + 1;
}

// `if c then a else b`, `a if c else b`, `if c { a } else { b }` as a value
std::size_t Reshaper::choice(std::size_t i) {
  if (type(i + 1) != P::IF) {
    if (const std::size_t behind = choice_by_words(i); behind != i) return behind;
  }
  std::size_t when = i + 1;
  if (type(when) != P::IF) {
    while (when < i + kFarthest && next(when) != 0 && type(when) != P::IF &&
           type(when) != P::COMMA && !is_closer(type(when)))
      when = (is_opener(type(when)) ? partner(when) : when) + 1;
    if (next(when) != P::IF || when == i + 1 || !ends_operand(type(when - 1))) return i;
  }
  std::size_t other = when + 1;
  while (other < when + kFarthest && next(other) != 0 && type(other) != P::ELSE)
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
    while (then < other && !is_any_of(then, {"then", "{", ":"})) ++then;
    if (then == other || then + 1 >= other) return i;
    const bool braces = type(then) == P::LBRACE;
    condition = text(when + 1, then - 1);
    chosen = braces ? text(then + 1, other - 2) : text(then + 1, other - 1);
    if (braces && type(other + 1) == P::LBRACE && last > other + 2)
      rejected = text(other + 2, last - 1);
  }
  const std::string meant = fmt::format("{} ? {} : {}", condition, chosen, rejected);
  return as_choice(i, last, when, "a value", meant);
}

// `count = prod ? 2`: the other value is missing.
std::size_t Reshaper::choice_without_other(std::size_t i) {
  if (i == 0 || next(i + 1) == 0 || !begins_operand(type(i + 1)) || !ends_operand(type(i - 1)) ||
      in_[i].line_start)
    return i;
  std::size_t last = i + 1;
  while (next(last + 1) != 0 && next(last + 1) != P::COMMA && !is_closer(next(last + 1))) {
    ++last;
    if (type(last) == P::COLON || type(last) == P::QUESTION || type(last) == P::ASSIGN) return i;
    if (is_opener(type(last))) last = partner(last);
  }
  // The value may go on in the next line: with `:`, or with an operator.
  const std::uint16_t behind = type(last + 1);
  if (behind != 0 && behind != P::COMMA && !is_closer(behind) && !begins_operand(behind) &&
      behind != P::IF && behind != P::FOR)
    return i;
  std::size_t first = i;
  while (first > 0 && type(first) != P::ASSIGN && !in_[first].line_start) --first;
  if (type(first) != P::ASSIGN) return i;
  const std::string_view chosen = text(first + 1, last);
  reporter_
      .report<diag::UnexpectedToken>(span(last), fmt::format("`:` after `{}`", word(last)),
                                     "the end of the value")
      .help(fmt::format("a choice has two values: `{} : OTHER`", chosen));
  begin(i);
  for (std::size_t at = i; at <= last; ++at) push(at);
  push_inserted(P::COLON, in_[last].end);
  push_inserted(P::MISSING, in_[last].end);
  return last + 1;
}

// `"nginx:${TAG:-latest}"`: a variable of a shell with its default.
std::size_t Reshaper::default_of_variable(std::size_t i) {
  const bool variable =
      is_word(type(i + 1)) && type(i + 2) == P::COLON && adjacent(i + 1) &&
      (type(i + 3) == P::MINUS || type(i + 3) == P::ASSIGN || type(i + 3) == P::QUESTION) &&
      adjacent(i + 2);
  if (!variable) return i;
  std::size_t close = i + 4;
  while (close < in_.size() && close < i + kFarthest && type(close) != P::INTERP_CLOSE) ++close;
  if (type(close) != P::INTERP_CLOSE) return i;
  const std::string_view other = reporter_.text(in_[i + 3].end, in_[close].begin);
  reporter_
      .report<diag::UnexpectedToken>(reporter_.span(in_[i + 2].begin, in_[i + 3].end), "`}`",
                                     fmt::format("`{}`", text(i + 2, i + 3)))
      .help(fmt::format("a param has the default: `param {0}: string = \"{1}\"`, and `${{{0}}}` "
                        "here",
                        word(i + 1), other));
  begin(i);
  push(i);
  push(i + 1, P::MISSING);
  broken_.push_back(reporter_.span(in_[i + 1].begin, in_[close].begin));
  push(close);
  return close + 1;
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
  if (last == i + 3 && adjacent(i + 1) && adjacent(i + 2) && type(last) == P::NUMBER &&
      word(last).find_first_not_of("0123456789") != std::string_view::npos) {
    const std::string number = fmt::format("{}.{}", word(i + 1), word(last));
    const Span all = reporter_.span(in_[i + 1].begin, in_[last].end);
    reporter_.report<diag::UnexpectedToken>(span(i + 2), "`.`", "`,`")
        .help(fmt::format("a fraction is written with a dot: `{}`", number))
        .repair(fmt::format("Write `{}`", number), {{all, number}});
    begin(i);
    out_.push_back(in_[i]);
    stand_in(P::MISSING, i + 1, last);
    return last + 1;
  }
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

// `health = curl -f http://localhost/`, `command = python report.py --full`: words without quotes.
std::size_t Reshaper::command(std::size_t i) {
  const std::size_t first = i + 1;
  if (next(first) != P::NAME || next(first + 1) == 0 || adjacent(first) || i == 0) return i;
  const bool option = type(first + 1) == P::MINUS && adjacent(first + 1);
  const bool word_follows =
      type(first + 1) == P::NAME && !is_any_of(first + 1, {"and", "or", "is", "not", "then", "if"});
  if ((!option && !word_follows) || !in_members(i)) return i;
  const std::string_view all = reporter_.text();
  const std::size_t line = std::min(all.find_first_of("\r\n", in_[first].begin), all.size());
  std::string_view run = all.substr(in_[first].begin, line - in_[first].begin);
  if (run.find_first_of("={(\"") != std::string_view::npos) return i;
  const bool list = is_any_of(i - 1, {"command", "entrypoint", "cmd", "args"});
  if (word_follows && !list && run.find_first_of("-./:") == std::string_view::npos) return i;
  run = run.substr(0, run.find_first_of("},"));
  run = run.substr(0, run.find_last_not_of(" \t,") + 1);
  const Span place =
      reporter_.span(in_[first].begin, in_[first].begin + static_cast<std::uint32_t>(run.size()));
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

// `count = 2..`: the other end is missing.
std::size_t Reshaper::open_range(std::size_t i) {
  if (next(i + 1) != P::NUMBER || next(i + 2) != P::RANGE) return i;
  const std::uint16_t behind = type(i + 3);
  const bool member =
      i + 4 < in_.size() && in_[i + 3].line_start && is_word(behind) && !in_[i + 4].line_start &&
      (type(i + 4) == P::ASSIGN || type(i + 4) == P::LBRACE || begins_operand(type(i + 4)));
  if (behind != 0 && behind != P::COMMA && !is_closer(behind) && !member) return i;
  reporter_
      .report<diag::UnexpectedToken>(span(i + 2), "a number after `..`", "the end of the value")
      .help(fmt::format("a range has two ends: `{}..10`", word(i + 1)));
  begin(i);
  out_.push_back(in_[i]);
  stand_in(P::MISSING, i + 1, i + 2);
  return i + 3;
}

// `port = 8080/tcp`
std::size_t Reshaper::protocol_of_port(std::size_t i) {
  if (type(i + 1) != P::SLASH || !adjacent(i) || !adjacent(i + 1) || i < 2 ||
      type(i - 1) != P::ASSIGN || !is_any_of(i + 2, {"tcp", "udp", "TCP", "UDP"}))
    return i;
  const Span all = reporter_.span(in_[i].begin, in_[i + 2].end);
  auto report = reporter_.report<diag::UnquotedText>(all, text(i, i + 2));
  if (is_any_of(i + 2, {"tcp", "TCP"}))
    report.help(fmt::format("write `{} = {}`", word(i - 2), word(i)))
        .repair(fmt::format("Write `{}`", word(i)), {{all, std::string(word(i))}});
  else
    report.help(
        fmt::format("write a block: `port NAME {{ container = {}, protocol = udp }}`", word(i)));
  begin(i);
  stand_in(P::MISSING, i, i + 2);
  return i + 3;
}

}  // namespace svc::syntax
