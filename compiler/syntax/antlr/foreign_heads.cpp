// Heads of blocks in the shape of another language: `service api(web) {`, `deploy to web {`.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

// `service api(web) {`, `service api: web {`, `service api in cluster web {`,
// `service api in "web" {`, `service api, in web {`
std::size_t Reshaper::clause(std::size_t i) {
  const std::uint16_t label = next(i + 1);
  if (!is_word(label) && label != P::STRING) return i;
  if (is_any_of(i, {"function", "func", "fn", "def", "fun", "macro"})) return i;
  const std::size_t sign = i + 2;
  std::size_t name = sign + 1;
  std::size_t behind = sign + 2;
  switch (next(sign)) {
    case P::LPAREN:
      if (!is_word(next(name)) || next(behind) != P::RPAREN) return i;
      ++behind;
      break;
    case P::COLON:
      if (!is_word(next(name))) return i;
      break;
    case P::COMMA:
      if (next(name) != P::IN || !is_word(next(name + 1))) return i;
      ++name;
      ++behind;
      break;
    case P::IN:
    case P::FOR:
      if (is_word(next(name)) && is_word(next(behind)) && next(behind + 1) == P::LBRACE) {
        ++name;
        ++behind;
      } else if (content(name).empty()) {
        return i;
      }
      break;
    default:
      return i;
  }
  if (next(behind) != P::LBRACE) return i;
  const std::string_view block = content(name).empty() ? word(name) : content(name);
  const std::string_view keyword = type(sign) == P::FOR ? "for" : "in";
  const std::string meant = fmt::format("{} {}", keyword, block);
  const std::size_t wrong = type(sign) == P::IN || type(sign) == P::FOR ? sign + 1 : sign;
  reporter_
      .report<diag::UnexpectedToken>(span(wrong),
                                     wrong == sign ? fmt::format("`{}`", keyword) : "a name",
                                     describe(in_[wrong], reporter_))
      .help(fmt::format("write `{} {} {{ … }}`", text(i, i + 1), meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i + 1].end, in_[behind - 1].end), fmt::format(" {}", meant)}});
  begin(i);
  push(i);
  push(i + 1);
  push(sign, type(sign) == P::FOR ? P::FOR : P::IN);
  Lexeme of = in_[name];
  if (of.type == P::STRING) {
    of.type = P::NAME;
    ++of.begin;
    --of.end;
  }
  push(of);
  broken_.push_back(reporter_.span(in_[i].begin, in_[behind - 1].end));
  return behind;
}

// `route to edge {`, `scale on cpu {`, `mount at "/data" {`
std::size_t Reshaper::preposition(std::size_t i) {
  const bool on = next(i + 1) == P::ON;
  const bool word_between =
      on || (next(i + 1) == P::NAME && is_any_of(i + 1, {"to", "from", "at", "by", "with", "via",
                                                         "using", "the", "into", "of"}));
  const std::uint16_t label = next(i + 2);
  if (!word_between || (!is_word(label) && label != P::STRING) || next(i + 3) != P::LBRACE)
    return i;
  const std::string head = fmt::format("{} {}", word(i), word(i + 2));
  reporter_
      .report<diag::UnexpectedToken>(span(i + 1), "a label", describe(in_[i + 1], reporter_))
      .help(fmt::format("write `{} {{ … }}`", head))
      .repair(fmt::format("Remove `{}`", word(i + 1)),
              {{reporter_.span(in_[i + 1].begin, in_[i + 2].begin), ""}});
  begin(i);
  push(i);
  broken_.push_back(span(i + 1));
  push(i + 2);
  return i + 3;
}

// `deploy(web)`
std::size_t Reshaper::call_as_block(std::size_t i) {
  if (next(i + 1) != P::LPAREN || partner(i + 1) != i + 3) return i;
  if (!is_word(type(i + 2)) && type(i + 2) != P::STRING) return i;
  const bool body = next(i + 4) == P::LBRACE;
  if (!body && next(i + 4) != 0 && next(i + 4) != P::RBRACE && next(i + 4) != P::COMMA) return i;
  const std::string head = fmt::format("{} {}", word(i), word(i + 2));
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "a label or `{`", "`(`")
      .help(fmt::format("a block is written `{} {{ … }}`", head))
      .repair(fmt::format("Write `{}`", head),
              {{reporter_.span(in_[i].begin, in_[i + 3].end), head + (body ? "" : " {}")}});
  begin(i);
  push(i);
  push(i + 2);
  broken_.push_back(reporter_.span(in_[i].begin, in_[i + 3].end));
  if (!body) {
    push_inserted(P::LBRACE, in_[i + 3].end);
    push_inserted(P::RBRACE, in_[i + 3].end);
  }
  return i + 4;
}

// `existing secret db = "shop/db"`
std::size_t Reshaper::existing_name(std::size_t i) {
  if (!is_word(next(i + 1)) || !is_word(next(i + 2)) || next(i + 3) != P::ASSIGN ||
      content(i + 4).empty())
    return i;
  const bool arn = content(i + 4).starts_with("arn:");
  const std::string body =
      fmt::format(" {{ {} = {} }}", arn ? "arn" : "name", word(i + 4));
  reporter_.report<diag::UnexpectedToken>(span(i + 3), "`{`", "`=`")
      .help(fmt::format("write `{}{}`", text(i, i + 2), body))
      .repair("Write a block", {{reporter_.span(in_[i + 2].end, in_[i + 4].end), body}});
  begin(i);
  for (std::size_t at = i; at < i + 3; ++at) push(at);
  push(i + 3, P::LBRACE);
  push_inserted(P::RBRACE, in_[i + 4].end);
  skip(i + 3, i + 4);
  return i + 5;
}

// `delete queue audit {}`, `queue audit = null` in an environment
std::size_t Reshaper::removal(std::size_t i) {
  if (!is_word(next(i + 1)) || !in_environment(i)) return i;
  const bool verb =
      is_any_of(i, {"delete", "destroy", "drop", "unset", "without", "exclude", "disable", "omit"});
  if (verb && is_word(next(i + 2))) {
    const std::string head = fmt::format("remove {} {}", word(i + 1), word(i + 2));
    const bool body = next(i + 3) == P::LBRACE;
    reporter_
        .report<diag::UnexpectedToken>(span(i), "`remove`", describe(in_[i], reporter_))
        .help(fmt::format("write `{} {{}}`", head))
        .repair(fmt::format("Write `{}`", head),
                {{reporter_.span(in_[i].begin, in_[i + 2].end), head + (body ? "" : " {}")}});
    begin(i);
    push(i, P::REMOVE);
    push(i + 1);
    push(i + 2);
    if (!body) {
      push_inserted(P::LBRACE, in_[i + 2].end);
      push_inserted(P::RBRACE, in_[i + 2].end);
    }
    return i + 3;
  }
  if (next(i + 2) != P::ASSIGN ||
      !is_any_of(i + 3, {"null", "none", "nil", "None", "false", "undefined"}))
    return i;
  const std::string head = fmt::format("remove {} {{}}", text(i, i + 1));
  reporter_.report<diag::UnexpectedToken>(span(i + 2), "`{`", "`=`")
      .help(fmt::format("an environment drops a block with `{}`", head))
      .repair(fmt::format("Write `{}`", head),
              {{reporter_.span(in_[i].begin, in_[i + 3].end), head}});
  begin(i);
  push_inserted(P::REMOVE, in_[i].begin);
  out_.back().line_start = in_[i].line_start;
  push(i);
  out_.back().line_start = false;
  push(i + 1);
  push_inserted(P::LBRACE, in_[i + 2].begin);
  push_inserted(P::RBRACE, in_[i + 2].begin);
  skip(i, i + 3);
  return i + 4;
}

// `main.nat = per_zone`
std::size_t Reshaper::field_of_block(std::size_t i) {
  if (next(i + 1) != P::DOT || !is_word(next(i + 2)) ||
      (next(i + 3) != P::ASSIGN && next(i + 3) != P::COLON))
    return i;
  // The head that declares the block, anywhere in the file.
  std::string_view kind = "KIND";
  for (std::size_t at = 0; at + 1 < in_.size(); ++at) {
    if (in_[at].type != P::NAME || !in_[at].line_start || word(at + 1) != word(i)) continue;
    if (next(at + 2) == P::LBRACE || next(at + 2) == P::IN) kind = word(at);
  }
  const std::size_t last = last_of_value(i + 4);
  const std::string line = fmt::format("{} {} {{ {} = {} }}", kind, word(i), word(i + 2),
                                       last < in_.size() ? text(i + 4, last) : "…");
  auto report = reporter_.report<diag::UnexpectedToken>(span(i + 1), "`=` or `{` after the name",
                                                        "`.`");
  report.help(fmt::format("the fields of a block are in its braces: `{}`", line));
  if (in_environment(i) && kind != "KIND")
    report.repair(fmt::format("Write `{}`", line),
                  {{reporter_.span(in_[i].begin, in_[last].end), line}});
  begin(i);
  broken_.push_back(reporter_.span(in_[i].begin, in_[i + 1].end));
  push(i + 2);
  out_.back().line_start = in_[i].line_start;
  push(i + 3, P::ASSIGN);
  return i + 4;
}

// `orders.grant_send(task)`, `api.addContainer("x")`
std::size_t Reshaper::method_call(std::size_t i) {
  if (next(i + 1) != P::DOT || !is_word(next(i + 2)) || next(i + 3) != P::LPAREN) return i;
  const std::size_t close = partner(i + 3);
  if (close == i + 3) return i;
  const bool grants = word(i + 2).starts_with("grant") || word(i + 2).starts_with("allow");
  reporter_
      .report<diag::UnexpectedToken>(span(i + 1), "`=` or `{` after the name", "`.`")
      .help(grants ? fmt::format("permissions are written in the task: `allow VERB on {}`", word(i))
                   : fmt::format("a program calls no methods: what `{}` has is written in its "
                                 "block",
                                 word(i)));
  begin(i);
  skip(i, close);
  return close + 1;
}

}  // namespace svc::syntax
