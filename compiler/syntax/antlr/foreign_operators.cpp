// Operators and values as other languages write them: `a ++ b`, `a and b`, `!Ref x`, `cron(0 3 …)`.
#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "base/schedules.h"
#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_notations.h"
#include "syntax/units.h"

namespace svc::syntax {

namespace {

using Parser = svc::antlr::SvcParser;

// Two tokens next to each other that are one operator elsewhere. `meant` is empty if svcc has none.
struct Operator {
  std::uint16_t first;
  std::uint16_t second;
  std::uint16_t read_as;
  std::string_view meant;
  std::string_view help;
};

constexpr std::array<Operator, 11> kOperators = {{
    {Parser::PLUS, Parser::PLUS, Parser::PLUS, "+", "lists are joined with `+`"},
    {Parser::EQUAL, Parser::ASSIGN, Parser::EQUAL, "==", "two values are compared with `==`"},
    {Parser::NOT_EQUAL, Parser::ASSIGN, Parser::NOT_EQUAL,
     "!=", "two values are compared with `!=`"},
    {Parser::LESS, Parser::GREATER, Parser::NOT_EQUAL, "!=", "two values are compared with `!=`"},
    {Parser::MINUS, Parser::GREATER, Parser::DOT, ".", "an attribute is written `NAME.ATTRIBUTE`"},
    {Parser::RANGE, Parser::DOT, Parser::RANGE, "..", "a range is written with two dots: `2..4`"},
    {Parser::RANGE, Parser::ASSIGN, Parser::RANGE, "..",
     "a range is written with two dots and includes both ends: `2..4`"},
    {Parser::RANGE, Parser::LESS, Parser::RANGE, "",
     "a range is written with two dots and includes both ends: `2..4`"},
    {Parser::STAR, Parser::STAR, Parser::STAR, "",
     "there is no operator for powers: write `a * a`"},
    {Parser::QUESTION, Parser::QUESTION, Parser::PLUS, "",
     "there is no empty value; a choice is written `CONDITION ? VALUE : OTHER`"},
    {Parser::QUESTION, Parser::COLON, Parser::PLUS, "",
     "there is no empty value; a choice is written `CONDITION ? VALUE : OTHER`"},
}};

// Functions of CloudFormation in their short form. `drops`: the value that follows is what is
// meant.
struct Tag {
  std::string_view word;
  bool drops;
  std::string_view help;
};

constexpr std::array<Tag, 9> kTags = {{
    {"Ref", true, "name the block itself"},
    {"GetAtt", true, "an attribute is written `NAME.ATTRIBUTE`"},
    {"Sub", true, "every string may contain `${…}`"},
    {"If", false, "a choice is written `CONDITION ? VALUE : OTHER`"},
    {"Join", false, "write `join(SEPARATOR, LIST)`"},
    {"Split", false, "write `split(SEPARATOR, TEXT)`"},
    {"Select", false, "an item of a list is written `LIST[0]`"},
    {"FindInMap", false, "an entry of an object is written `OBJECT[\"KEY\"]`"},
    {"ImportValue", false, "what exists already is declared with `existing KIND NAME { … }`"},
}};

}  // namespace

std::size_t ForeignNotations::foreign_value(std::size_t i) {
  std::size_t next = function_tag(i);
  if (next == i) next = unquoted_schedule(i);
  if (next == i) next = prefixed_string(i);
  if (next == i) next = headless_fraction(i);
  if (next == i) next = word_operator(i);
  if (next == i) next = membership(i);
  if (next == i) next = foreign_operator(i);
  return next;
}

// Whether the next token belongs to a value, not to the head of a block.
bool ForeignNotations::in_value() const {
  for (std::size_t i = out_.size(); i > 0; --i) {
    switch (out_[i - 1].type) {
      case P::ASSIGN:
      case P::IF:
      case P::ASSERT:
      case P::LPAREN:
      case P::LBRACKET:
      case P::INTERP_OPEN:
        return true;
      case P::LBRACE:
      case P::RBRACE:
        return false;
      default:
        if (out_[i - 1].line_start) return false;
    }
  }
  return false;
}

// Whether an operand is missing here: at the beginning of a value, or after an operator.
bool ForeignNotations::wants_operand() const {
  const std::uint16_t last = before();
  return last == P::ASSIGN || last == P::IF || last == P::LPAREN || last == P::LBRACKET ||
         last == P::INTERP_OPEN || last == P::NOT || (last >= P::OR && last <= P::PERCENT) ||
         (last == P::COMMA && levels_.back().inside == Inside::Elements);
}

std::size_t ForeignNotations::foreign_operator(std::size_t i) {
  if (!adjacent(i) || !ends_operand(before()) || in_[i].line_start) return i;
  const auto found = std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& o) {
    return o.first == in_[i].type && o.second == in_[i + 1].type;
  });
  // in_value() looks at the whole line before, so it comes last.
  if (found == kOperators.end() || !in_value()) return i;
  const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
  auto report = reporter_.report<diag::UnexpectedToken>(
      both, found->meant.empty() ? "an operator" : fmt::format("`{}`", found->meant),
      fmt::format("`{}`", reporter_.text(in_[i].begin, in_[i + 1].end)));
  report.help(std::string(found->help));
  if (!found->meant.empty())
    report.repair(fmt::format("Write `{}`", found->meant), {{both, std::string(found->meant)}});
  stand_in(found->read_as, i, i + 1);
  return i + 2;
}

// `a and b`, `a or b`, `not a`
std::size_t ForeignNotations::word_operator(std::size_t i) {
  if (in_[i].type != P::NAME || in_[i].line_start || i + 1 >= in_.size() || in_[i + 1].line_start)
    return i;
  const std::string_view word = reporter_.text(in_[i].begin, in_[i].end);
  const bool negates = word == "not" && wants_operand();
  const bool equals = word == "eq" || word == "is" || word == "equals" || word == "ne";
  const bool joins =
      (word == "and" || word == "or" || equals) && ends_operand(before()) && in_value();
  const std::uint16_t next = in_[i + 1].type;
  const bool operand = begins_operand(next) || next == P::NOT || next == P::LPAREN ||
                       (joins && reporter_.text(in_[i + 1].begin, in_[i + 1].end) == "not");
  if ((!negates && !joins) || !operand) return i;
  const std::string_view meant = negates         ? "!"
                                 : word == "ne"  ? "!="
                                 : equals        ? "=="
                                 : word == "and" ? "&&"
                                                 : "||";
  const std::uint32_t end = negates ? in_[i + 1].begin : in_[i].end;
  reporter_
      .report<diag::UnexpectedToken>(span(in_[i]), fmt::format("`{}`", meant),
                                     fmt::format("`{}`", word))
      .help(fmt::format("`{}` is written `{}`", word, meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i].begin, end), std::string(meant)}});
  stand_in(negates         ? P::NOT
           : word == "ne"  ? P::NOT_EQUAL
           : equals        ? P::EQUAL
           : word == "and" ? P::AND
                           : P::OR,
           i, i);
  return i + 1;
}

// `name in ["a", "b"]` as a condition
std::size_t ForeignNotations::membership(std::size_t i) {
  if (in_[i].type != P::IN || in_[i].line_start || i + 1 >= in_.size() ||
      in_[i + 1].type != P::LBRACKET || !ends_operand(before()) || !in_value() ||
      level().inside != Inside::Members)
    return i;
  for (std::size_t at = out_.size(); at > 0 && !out_[at - 1].line_start; --at) {
    if (out_[at - 1].type == P::FOR) return i;
  }
  if (out_.size() >= 2 && out_.back().line_start) return i;
  reporter_.report<diag::UnexpectedToken>(span(in_[i]), "an operator", "the keyword `in`")
      .help("write `contains(LIST, VALUE)`: `contains([\"a\", \"b\"], name)`");
  stand_in(P::EQUAL, i, i);
  return i + 1;
}

// `!Ref jobs`, `!Sub "…"`
std::size_t ForeignNotations::function_tag(std::size_t i) {
  if (in_[i].type != P::NOT || !adjacent(i) || i + 2 >= in_.size() || !wants_operand()) return i;
  const std::string_view word = reporter_.text(in_[i + 1].begin, in_[i + 1].end);
  const auto tag =
      std::find_if(kTags.begin(), kTags.end(), [word](const Tag& one) { return one.word == word; });
  if (tag == kTags.end() || in_[i + 2].line_start) return i;
  auto report = reporter_.report<diag::UnexpectedToken>(
      reporter_.span(in_[i].begin, in_[i + 1].end), "a value", fmt::format("`!{}`", word));
  report.help(std::string(tag->help));
  const std::vector<Edit> removal = {{reporter_.span(in_[i].begin, in_[i + 2].begin), ""}};
  // `!Ref` may mean an attribute of the block, such as its name: that is no certain fix.
  if (tag->drops && tag->word == "Ref")
    report.fix(fmt::format("Remove `!{}`", word), removal);
  else if (tag->drops)
    report.repair(fmt::format("Remove `!{}`", word), removal);
  broken_.push_back(reporter_.span(in_[i].begin, in_[i + 1].end));
  return i + 2;
}

// `f"…"`
std::size_t ForeignNotations::prefixed_string(std::size_t i) {
  if (in_[i].type != P::NAME || in_[i].end != in_[i].begin + 1 || !adjacent(i) ||
      before() == P::INTERP_OPEN || !wants_operand() ||
      (in_[i + 1].type != P::STRING && in_[i + 1].type != P::STRING_OPEN))
    return i;
  std::vector<Edit> edits = {{span(in_[i]), ""}};
  // `f"{name}-x"` of Python
  if (reporter_.text(in_[i].begin, in_[i].end) == "f" && in_[i + 1].type == P::STRING) {
    const std::string_view text = reporter_.text(in_[i + 1].begin, in_[i + 1].end);
    for (std::uint32_t at = 0; at < text.size(); ++at) {
      const std::uint32_t place = in_[i + 1].begin + at;
      if (text[at] == '{') edits.push_back({reporter_.span(place, place), "$"});
    }
  }
  reporter_.report<diag::UnexpectedToken>(span(in_[i]), "a string", describe(in_[i], reporter_))
      .help("a string begins with its quote; every string may contain `${…}`")
      .repair("Write a string", std::move(edits));
  broken_.push_back(span(in_[i]));
  return i + 1;
}

// `.5`
std::size_t ForeignNotations::headless_fraction(std::size_t i) {
  if (in_[i].type != P::DOT || !adjacent(i) || in_[i + 1].type != P::NUMBER || !wants_operand())
    return i;
  const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
  const std::string meant = fmt::format("0{}", reporter_.text(in_[i].begin, in_[i + 1].end));
  reporter_.report<diag::UnexpectedToken>(span(in_[i]), "a value", "`.`")
      .help(fmt::format("a number begins with a digit: write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{both, meant}});
  stand_in(P::MISSING, i, i + 1);
  return i + 2;
}

// `cron(0 3 * * ? *)`, `rate(1 hour)`
std::size_t ForeignNotations::unquoted_schedule(std::size_t i) {
  if (in_[i].type != P::NAME || i + 3 >= in_.size() || in_[i + 1].type != P::LPAREN ||
      !wants_operand())
    return i;
  const std::string_view word = reporter_.text(in_[i].begin, in_[i].end);
  const std::size_t close = brackets_.partner[i + 1];
  if ((word != "cron" && word != "rate") || close == Brackets::kOutside || close <= i + 2 ||
      in_[i + 2].type == P::STRING || in_[i + 2].type == P::STRING_OPEN)
    return i;
  const std::uint32_t begin = in_[i + 2].begin;
  const std::uint32_t end = in_[close - 1].end;
  const std::string_view inner = reporter_.text(begin, end);
  const std::size_t space = inner.find(' ');
  if (space == std::string_view::npos) return i;
  if (word == "cron") {
    const bool fields =
        inner.find_first_not_of(
            "0123456789*?/,-# abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
        std::string_view::npos;
    if (!fields) return i;
    report_unquoted(begin, end, six_fields_of(inner));
  } else {
    const std::string_view unit = meant_unit(inner.substr(space + 1));
    if (unit.empty() || in_[i + 2].type != P::NUMBER) return i;
    const std::string text = fmt::format("{}{}", inner.substr(0, space), unit);
    reporter_.report<diag::SpacedUnit>(reporter_.span(begin, end), inner)
        .help(fmt::format("write `rate({})`", text))
        .repair(fmt::format("Write `{}`", text), {{reporter_.span(begin, end), text}});
  }
  stand_in(P::MISSING, i, close);
  return close + 1;
}

// `AWS::Region`
std::size_t ForeignNotations::pseudo_parameter(std::size_t i) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"AWS::Region", "aws.region"},
       {"aws::region", "aws.region"},
       {"aws::partition", "aws.partition"},
       {"AWS::AccountId", "aws.account_id"},
       {"AWS::Partition", "aws.partition"},
       {"AWS::StackName", "app.name"}}};
  if (in_[i].type != P::NAME || i + 2 >= in_.size() || !wants_operand()) return i;
  const std::string_view text = reporter_.text(in_[i].begin, in_[i + 2].end);
  const auto found = std::find_if(kNames.begin(), kNames.end(),
                                  [text](const auto& pair) { return pair.first == text; });
  if (found == kNames.end()) return i;
  const Span all = reporter_.span(in_[i].begin, in_[i + 2].end);
  reporter_.report<diag::UnexpectedToken>(all, "a value", fmt::format("`{}`", text))
      .help(fmt::format("write `{}`", found->second))
      .repair(fmt::format("Write `{}`", found->second), {{all, std::string(found->second)}});
  stand_in(P::MISSING, i, i + 2);
  return i + 3;
}

}  // namespace svc::syntax
