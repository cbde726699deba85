// Declarations and entries in the shape of another language: `param size = 3`, `component a(x:
// int)`.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"
#include "syntax/foreign_types.h"
#include "syntax/units.h"

namespace svc::syntax {

namespace {

std::string_view type_of_number(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789_.");
  if (end == std::string_view::npos)
    return text.find('.') == std::string_view::npos ? "int" : "number";
  const std::string_view unit = text.substr(end);
  if (unit == "%") return "percent";
  if (unit == "vcpu") return "cpu";
  if (unit.ends_with("iB")) return "size";
  return unit_named(unit) ? "duration" : "";
}

std::string_view type_of_literal(std::uint16_t token, std::string_view text) {
  using Token = svc::antlr::SvcParser;
  switch (token) {
    case Token::STRING:
    case Token::STRING_OPEN:
      return "string";
    case Token::TRUE:
    case Token::FALSE:
      return "bool";
    case Token::CIDR:
      return text.find('/') == std::string_view::npos ? "ip" : "cidr";
    case Token::NUMBER:
      return type_of_number(text);
    default:
      return {};
  }
}

}  // namespace

std::size_t Reshaper::param(std::size_t i) {
  if (!is_word(next(i + 1))) return i;
  switch (type(i + 2)) {
    case P::ASSIGN:
      return param_without_type(i);
    case P::LBRACE:
      return param_with_options(i);
    case P::COLON:  // `param size := 3`, `param tag: "latest"`
      return type(i + 3) == P::ASSIGN ? param_without_type(i) : param_with_value(i);
    default:
      return param_in_other_order(i);
  }
}

// `param size = 3`
std::size_t Reshaper::param_without_type(std::size_t i) {
  const std::string_view name = word(i + 1);
  const std::size_t sign = type(i + 2) == P::COLON ? i + 3 : i + 2;
  const std::string_view meant = type_of_literal(type(sign + 1), word(sign + 1));
  auto report = reporter_.report<diag::UnexpectedToken>(span(sign), "a type", "`=`");
  report.help(fmt::format("a param has a type: write `param {}: {} = …`", name,
                          meant.empty() ? "TYPE" : meant));
  if (!meant.empty())
    report.repair(fmt::format("Add the type `{}`", meant),
                  {{reporter_.span(in_[i + 1].end, in_[sign].begin), fmt::format(": {} ", meant)}});
  begin(i);
  push(i);
  push(i + 1);
  push_inserted(P::COLON, in_[i + 1].end);
  push_inserted(P::MISSING, in_[i + 1].end);
  return sign;
}

// `param tag: "latest"`: a value where its type is.
std::size_t Reshaper::param_with_value(std::size_t i) {
  const std::size_t at = i + 3;
  const std::string_view meant = type_of_literal(type(at), word(at));
  if (meant.empty() || next(at) == 0 || next(at + 1) != 0 || type(at + 1) == P::PIPE) return i;
  const std::string line = fmt::format("param {}: {} = {}", word(i + 1), meant, word(at));
  reporter_.report<diag::UnexpectedToken>(span(at), "a type", describe(in_[at], reporter_))
      .help(fmt::format("a param has a type, and then its default: `{}`", line))
      .repair(fmt::format("Write `{}`", line), {{reporter_.span(in_[i].begin, in_[at].end), line}});
  begin(i);
  push(i);
  push(i + 1);
  push(i + 2);
  push_inserted(P::MISSING, in_[at].begin);
  push_inserted(P::ASSIGN, in_[at].begin);
  push(at);
  return at + 1;
}

// `param size { type = int, default = 3 }`, `variable "size" { type = number }`
std::size_t Reshaper::param_with_options(std::size_t i) {
  const std::size_t close = partner(i + 2);
  if (close == i + 2) return i;
  const std::string name(content(i + 1).empty() ? word(i + 1) : content(i + 1));
  std::string_view type_word;
  std::string_view given;
  std::string others;
  for (std::size_t at = i + 3; at + 2 < close; ++at) {
    if (type(at + 1) != P::ASSIGN && type(at + 1) != P::COLON) return i;
    const std::size_t last = std::min(last_of_value(at + 2), close - 1);
    const std::string_view value = text(at + 2, last);
    if (is_any_of(at, {"type"}))
      type_word = content(at + 2).empty() ? value : content(at + 2);
    else if (is_any_of(at, {"default", "value", "defaultValue"}))
      given = value;
    else
      others += fmt::format("{}{} = {}", others.empty() ? "" : ", ", word(at), value);
    if (given == value && type_word.empty()) type_word = type_of_literal(type(at + 2), value);
    at = type(last + 1) == P::COMMA ? last + 1 : last;
  }
  const std::string_view meant = meant_type(type_word);
  const std::string line =
      fmt::format("param {}: {}{}{}{}", name, meant.empty() ? "TYPE" : meant,
                  given.empty() ? "" : fmt::format(" = {}", given), others.empty() ? "" : " { ",
                  others.empty() ? "" : others + " }");
  auto report = reporter_.report<diag::UnexpectedToken>(span(i + 2), "`:`", "`{`");
  report.help(fmt::format("write `{}`", line));
  if (!meant.empty())
    report.repair("Write the type and the default",
                  {{reporter_.span(in_[i].begin, in_[close].end), line}});
  begin(i);
  push(i, P::PARAM);
  if (content(i + 1).empty())
    push(i + 1);
  else
    push_unquoted(i + 1);
  push_inserted(P::COLON, in_[i + 1].end);
  push_inserted(P::MISSING, in_[i + 1].end);
  skip(i + 2, close);
  return close + 1;
}

// `param int size = 3`, `param size int = 3`
std::size_t Reshaper::param_in_other_order(std::size_t i) {
  if (next(i + 2) == 0 && in_members(i)) {  // `param image`
    reporter_.report<diag::UnexpectedToken>(span(i + 1), "`:` and a type", "the end of the line")
        .help(fmt::format("a param has a type: write `param {}: string`", word(i + 1)));
    begin(i);
    push(i);
    push(i + 1);
    push_inserted(P::COLON, in_[i + 1].end);
    push_inserted(P::MISSING, in_[i + 1].end);
    return i + 2;
  }
  if (!is_word(next(i + 2))) return i;
  // Both words may be types: `port` is one, too.
  const bool type_first =
      !meant_type(word(i + 1)).empty() &&
      (meant_type(word(i + 2)).empty() ||
       is_any_of(i + 1, {"string", "int", "number", "bool", "str", "integer", "boolean"}));
  const std::size_t name = type_first ? i + 2 : i + 1;
  const std::string_view kind = word(type_first ? i + 1 : i + 2);
  const std::string line = fmt::format("param {}: {}", word(name), kind);
  auto report =
      reporter_.report<diag::UnexpectedToken>(span(i + 2), "`:`", describe(in_[i + 2], reporter_));
  report.help(fmt::format("a parameter is written `param name: type = default`: `{}`", line))
      .repair(fmt::format("Write `{}`", line),
              {{reporter_.span(in_[i].begin, in_[i + 2].end), line}});
  begin(i);
  push(i);
  push(name);
  push_inserted(P::COLON, in_[i + 2].end);
  push_inserted(P::MISSING, in_[i + 2].end);
  broken_.push_back(reporter_.span(in_[i].begin, in_[i + 2].end));
  return i + 3;
}

// `string size = "x"`, `param "size": string`, `param size(int) = 3`
std::size_t Reshaper::param_by_other_word(std::size_t i) {
  // A parameter of SSM has a value.
  bool kept = false;
  for (std::size_t at = i + 3; is_any_of(i, {"parameter"}) && at < partner(i + 2); ++at)
    kept = kept || is_any_of(at, {"value"});
  if (!kept && is_any_of(i, {"parameter", "variable", "input", "param"}) &&
      next(i + 2) == P::LBRACE && is_any_of(i + 3, {"type", "default"}) &&
      is_any_of(i, {"variable"}) == !content(i + 1).empty())
    return param_with_options(i);
  const bool quoted = is_any_of(i, {"param"}) && next(i + 1) == P::STRING &&
                      (next(i + 2) == P::COLON || next(i + 2) == P::ASSIGN);
  const bool typed = is_any_of(i, {"string", "int", "bool", "number", "boolean", "str", "float",
                                   "integer", "String", "Number"}) &&
                     is_word(next(i + 1)) && next(i + 2) == P::ASSIGN;
  if (!quoted && !typed) return i;
  const std::string name(quoted ? content(i + 1) : word(i + 1));
  const std::string meant = typed ? fmt::format("param {}: {}", name, meant_type(word(i)))
                                  : fmt::format("param {}", name);
  reporter_
      .report<diag::UnexpectedToken>(span(typed ? i : i + 1), typed ? "`param`" : "a name",
                                     describe(in_[typed ? i : i + 1], reporter_))
      .help(fmt::format("a parameter is written `param name: type = default`: `{}`", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i].begin, in_[i + 1].end), meant}});
  begin(i);
  push(i, P::PARAM);
  Lexeme plain = in_[i + 1];
  plain.type = P::NAME;
  if (quoted) {
    ++plain.begin;
    --plain.end;
  }
  push(plain);
  if (typed) {
    push_inserted(P::COLON, in_[i + 1].end);
    push_inserted(P::MISSING, in_[i + 1].end);
  }
  broken_.push_back(reporter_.span(in_[i].begin, in_[i + 1].end));
  return i + 2;
}

std::size_t Reshaper::component(std::size_t i) {
  if (!is_word(next(i + 1))) return i;
  if (next(i + 2) == P::LPAREN) return component_with_arguments(i);
  if (next(i + 2) == P::IN && is_word(next(i + 3)) && type(i + 4) == P::LBRACE)
    return component_in_kind(i);
  return i;
}

// `component api(c: cluster) {`, `component api(image: string, port: int = 80) {`
std::size_t Reshaper::component_with_arguments(std::size_t i) {
  const std::size_t close = partner(i + 2);
  // `component api(image: string) in c: cluster {`
  const bool clause = type(close + 1) == P::IN && is_word(type(close + 2)) &&
                      type(close + 3) == P::COLON && type(close + 5) == P::LBRACE;
  const std::size_t brace = clause ? close + 5 : close + 1;
  if (close == i + 2 || type(brace) != P::LBRACE) return i;
  const std::size_t first = i + 3;
  auto report = reporter_.report<diag::UnexpectedToken>(span(i + 2), "`{`", "`(`");
  begin(i);
  push(i, P::COMPONENT);
  push(i + 1);
  const Edit keyword{span(i), "component"};
  const bool kind = close == first + 3 && type(first + 1) == P::COLON && is_word(type(first + 2)) &&
                    meant_type(word(first + 2)).empty();
  if (kind) {
    report.help(fmt::format("what the component is in is written `in {}`", text(first, close - 1)))
        .repair("Write `in`", {keyword, {span(i + 2), " in "}, {span(close), ""}});
    push(i + 2, P::IN);
    for (std::size_t at = first; at < close; ++at) push(at);
    broken_.push_back(span(close));
    return close + 1;
  }
  std::string members;
  for (std::size_t at = close + 1; at < brace; ++at) push(at);
  push_inserted(P::LBRACE, in_[brace].begin);
  bool typed = true;
  for (std::size_t at = first; at < close;) {
    const std::size_t last = std::min(last_of_value(at), close - 1);
    // `copies = 1`: the default says the type.
    const std::string_view of = last == at + 2 && type(at + 1) == P::ASSIGN
                                    ? type_of_literal(type(at + 2), word(at + 2))
                                    : std::string_view{};
    members += of.empty() ? fmt::format("\n  param {}", text(at, last))
                          : fmt::format("\n  param {}: {} = {}", word(at), of, word(last));
    typed = typed && (type(at + 1) == P::COLON || !of.empty());
    push_inserted(P::PARAM, in_[at].begin);
    push(at);
    if (type(at + 1) != P::COLON) {
      push_inserted(P::COLON, in_[at].end);
      push_inserted(P::MISSING, in_[at].end);
    }
    for (std::size_t k = at + 1; k <= last; ++k) push(k);
    at = last + 2;
  }
  report.help("the params of a component are members of its block: `param NAME: TYPE`");
  if (typed)
    report.repair("Write the params as members",
                  {keyword,
                   {reporter_.span(in_[i + 2].begin, in_[close].end), ""},
                   {reporter_.span(in_[brace].end, in_[brace].end), members}});
  broken_.push_back(reporter_.span(in_[i].begin, in_[brace].end));
  return brace + 1;
}

// `component api in cluster {`: the body needs a name for the cluster.
std::size_t Reshaper::component_in_kind(std::size_t i) {
  const std::size_t close = partner(i + 4);
  std::size_t name = i + 3;
  for (std::size_t at = i + 5; at + 1 < close; ++at) {
    if (type(at) == P::IN && is_word(type(at + 1)) && type(at + 2) == P::LBRACE) name = at + 1;
    if (name != i + 3) break;
  }
  if (!is_any_of(i + 3, {"cluster", "network", "balancer"})) {  // `in c`: its kind is missing
    const std::string typed = fmt::format("{}: cluster", word(i + 3));
    reporter_.report<diag::UnexpectedToken>(span(i + 4), "`:`", "`{`")
        .help(fmt::format("say its kind: `component {} in {} {{ … }}`", word(i + 1), typed))
        .fix(fmt::format("Write `in {}`", typed), {{span(i + 3), typed}});
    begin(i);
    for (std::size_t at = i; at < i + 4; ++at) push(at);
    push_inserted(P::COLON, in_[i + 3].end);
    push_inserted(P::MISSING, in_[i + 3].end);
    return i + 4;
  }
  const std::string clause = fmt::format("{}: {}", word(name), word(i + 3));
  reporter_.report<diag::UnexpectedToken>(span(i + 4), "`:`", "`{`")
      .help(fmt::format("give the {} a name for the body: `component {} in {} {{ … }}`",
                        word(i + 3), word(i + 1), clause))
      .repair(fmt::format("Write `in {}`", clause), {{span(i + 3), clause}});
  begin(i);
  for (std::size_t at = i; at < i + 3; ++at) push(at);
  push(name);
  push_inserted(P::COLON, in_[i + 3].begin);
  push(i + 3);
  return i + 4;
}

// `module api in c: cluster {`, `class api { param … }`
std::size_t Reshaper::component_by_other_word(std::size_t i) {
  if (is_any_of(i, {"def", "function", "fn", "func", "class", "module"}) && is_word(next(i + 1)) &&
      next(i + 2) == P::LPAREN) {
    const std::size_t open = partner(i + 2) + 1;
    if (type(open) != P::LBRACE || is_any_of(open + 1, {"return"})) return i;
    return component_with_arguments(i);
  }
  if (!is_any_of(i, {"module", "construct", "class", "template", "macro", "define", "def", "type",
                     "struct", "resource_type", "stack"}) ||
      !is_word(next(i + 1)))
    return i;
  const bool in = next(i + 2) == P::IN && is_word(next(i + 3)) && next(i + 4) == P::COLON;
  const bool params = next(i + 2) == P::LBRACE && type(i + 3) == P::PARAM;
  if (!in && !params) return i;
  reporter_.report<diag::UnexpectedToken>(span(i), "`component`", describe(in_[i], reporter_))
      .help(fmt::format("blocks that are used several times are a `component {} {{ … }}`",
                        word(i + 1)))
      .repair("Write `component`", {{span(i), "component"}});
  begin(i);
  push(i, P::COMPONENT);
  return i + 1;
}

}  // namespace svc::syntax
