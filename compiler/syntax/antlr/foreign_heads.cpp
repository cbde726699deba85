// Heads of blocks in the shape of another language that a row cannot describe: `main.nat = none`,
// `volume data from shared`.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

// `main.nat = per_zone`
std::size_t Reshaper::field_of_block(std::size_t i) {
  if (next(i + 1) != P::DOT || !is_word(next(i + 2)) ||
      (next(i + 3) != P::ASSIGN && next(i + 3) != P::COLON))
    return i;
  if (kind_of(word(i)).empty() && !in_environment(i) && next(i + 4) != 0) {
    const std::string line =  // `idle_timeout.timeout_seconds = 60`
        fmt::format("{} = {}", word(i), text(i + 4, last_of_value(i + 4)));
    reporter_.report<diag::UnexpectedToken>(span(i + 1), "`=` or `{` after the name", "`.`")
        .help(fmt::format("a field has one name: `{}`, or `{} {{ {} = … }}` for a block", line,
                          word(i), word(i + 2)));
    begin(i);
    push(i);
    broken_.push_back(reporter_.span(in_[i].begin, in_[i + 2].end));
    push(i + 3, P::ASSIGN);
    return i + 4;
  }
  const std::string_view kind = kind_of(word(i)).empty() ? "KIND" : kind_of(word(i));
  const std::size_t last = last_of_value(i + 4);
  const std::string line = fmt::format("{} {} {{ {} = {} }}", kind, word(i), word(i + 2),
                                       last < in_.size() ? text(i + 4, last) : "…");
  auto report =
      reporter_.report<diag::UnexpectedToken>(span(i + 1), "`=` or `{` after the name", "`.`");
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
  const bool loops = is_any_of(i + 2, {"forEach", "each", "map"});
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "`=` or `{` after the name", "`.`")
      .help(loops ? fmt::format("a loop is written `for NAME in {} {{ … }}`", word(i))
            : grants
                ? fmt::format("permissions are written in the task: `allow VERB on {}`", word(i))
                : fmt::format("a program calls no methods: what `{}` has is written in its "
                              "block",
                              word(i)));
  begin(i);
  skip(i, close);
  return close + 1;
}

std::string_view Reshaper::kind_of(std::string_view name) {
  if (!kinds_) {
    kinds_.emplace();
    for (std::size_t at = 0; at + 1 < in_.size(); ++at) {
      const std::size_t kind = in_[at].type == P::EXISTING ? at + 1 : at;
      if (!in_[at].line_start || type(kind) != P::NAME) continue;
      if (next(kind + 2) == P::LBRACE || next(kind + 2) == P::IN || next(kind + 2) == P::FOR)
        kinds_->try_emplace(word(kind + 1), word(kind));
    }
  }
  const auto found = kinds_->find(name);
  return found == kinds_->end() ? std::string_view() : found->second;
}

// `network main = {`, `task: {`, `network: main {`: a block has no sign. `env = { … }` with commas
// is a value.
std::size_t Reshaper::block_with_sign(std::size_t i) {
  std::size_t sign = i + 1;
  while (sign < i + 4 && (is_word(next(sign)) || next(sign) == P::STRING)) ++sign;
  if (next(sign) != P::ASSIGN && next(sign) != P::COLON) return i;
  const bool label = sign == i + 1 && type(sign) == P::COLON && is_word(next(sign + 1)) &&
                     (next(sign + 2) == P::LBRACE || next(sign + 2) == P::IN);
  const std::size_t open = label ? sign + 2 : sign + 1;
  if (!label && next(open) != P::LBRACE) return i;
  const std::size_t close = label ? open : partner(open);
  bool members = label || sign > i + 1;
  if (!members) {
    bool first = true;
    for (std::size_t at = open + 1; at < close; ++at) {
      if (brackets().parent[at] != open || !in_[at].line_start || !is_word(type(at))) continue;
      members = members || (!first && type(at - 1) != P::COMMA);
      first = false;
    }
  }
  if (!members) return i;
  const std::string head(label ? fmt::format("{} {}", word(i), word(i + 2)) : text(i, sign - 1));
  reporter_.report<diag::UnexpectedToken>(span(sign), "`{`", describe(in_[sign], reporter_))
      .help(fmt::format("a block has no `{}`: write `{} {{ … }}`", word(sign), head))
      .repair(fmt::format("Remove `{}`", word(sign)),
              {{reporter_.span(in_[sign - 1].end, in_[sign + 1].begin), " "}});
  begin(i);
  for (std::size_t at = i; at < sign; ++at) push(at);
  broken_.push_back(span(sign));
  return sign + 1;
}

// `on { schedule = "@daily" }`: a keyword as a member's name, which the kinds know.
std::size_t Reshaper::keyword_as_name(std::size_t i) {
  const std::uint16_t behind = next(i + 1);
  if ((behind != P::LBRACE && behind != P::ASSIGN && behind != P::COLON) || !begins_member(i))
    return i;
  begin(i);
  out_.push_back(in_[i]);
  out_.back().type = P::NAME;
  return i + 1;
}

// `queue jobs(⏎  visibility = 60s,⏎)`
std::size_t Reshaper::block_in_parentheses(std::size_t i) {
  const std::size_t open = i + 2;
  if (next(open) != P::LPAREN || (!is_word(next(i + 1)) && next(i + 1) != P::STRING) ||
      !is_word(type(open + 1)) || (type(open + 2) != P::ASSIGN && type(open + 2) != P::COLON))
    return i;
  const std::size_t close = partner(open);
  if (close == open) return i;
  const std::string head(text(i, i + 1));
  reporter_.report<diag::UnexpectedToken>(span(open), "`{`", "`(`")
      .help(fmt::format("the fields of a block are in braces: `{} {{ … }}`", head))
      .repair("Write braces",
              {{reporter_.span(in_[i + 1].end, in_[open].end), " {"}, {span(close), "}"}});
  begin(i);
  push(i);
  push(i + 1);
  push(open, P::LBRACE);
  for (std::size_t at = open + 1; at < close; ++at) {
    out_.push_back(in_[at]);
    // a sign is part of the same mistake
    if (type(at) == P::COLON && brackets().parent[at] == open) out_.back().type = P::ASSIGN;
  }
  push(close, P::RBRACE);
  return close + 1;
}

// `remove audit`
std::size_t Reshaper::removed_by_name(std::size_t i) {
  const std::string_view kind = kind_of(word(i + 1));
  const bool body = next(i + 2) == P::LBRACE;
  if (kind.empty() || (next(i + 2) != 0 && !body) || !in_environment(i)) return i;
  const std::string meant = fmt::format("remove {} {} {{}}", kind, word(i + 1));
  const std::size_t last = body ? partner(i + 2) : i + 1;
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "a kind", describe(in_[i + 1], reporter_))
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i].begin, in_[last].end), meant}});
  begin(i);
  skip(i, last);
  return last + 1;
}

// `volume data from shared`, `deploy web to prod`: what a block has is in its braces.
std::size_t Reshaper::words_behind_label(std::size_t i) {
  const std::size_t between = i + 2;
  const bool on = next(between) == P::ON;
  if ((!is_word(next(i + 1)) && next(i + 1) != P::STRING) || next(between + 1) == 0 ||
      (!on && !(next(between) == P::NAME &&
                is_any_of(between, {"to", "from", "at", "by", "with", "using", "of", "as"}))))
    return i;
  const std::size_t last = last_of_value(between + 1);
  if (next(last + 1) != 0 && !is_closer(next(last + 1))) return i;
  if (is_any_of(i, {"import", "from", "use", "include", "grant", "permit", "give", "can"}))
    return i;
  for (std::size_t at = between; at <= last; ++at) {
    if (type(at) == P::LBRACE) return i;
  }
  const std::string head(text(i, i + 1));
  reporter_.report<diag::UnexpectedToken>(span(between), "`{`", describe(in_[between], reporter_))
      .help(fmt::format("the fields of a block are in braces: `{} {{ NAME = {} }}`", head,
                        text(between + 1, last)));
  begin(i);
  skip(i, last);
  return last + 1;
}

// `allow(send, orders)`, `allow orders send`, `allow send`, `allow * on orders`
std::size_t Reshaper::grant(std::size_t i) {
  const bool keyword = in_[i].type == P::ALLOW || in_[i].type == P::DENY;
  if (!keyword && !is_any_of(i, {"allow", "deny"})) return i;
  std::size_t last = i + 1;
  std::string meant;
  if (next(i + 1) == P::LPAREN && type(i + 3) == P::COMMA && partner(i + 1) == i + 5) {
    last = i + 5;
    meant = fmt::format("{} {} on {}", word(i), word(i + 2), word(i + 4));
  } else if (next(i + 1) == P::ON && is_word(next(i + 2))) {
    begin(i);  // `allow on pictures`: the kind of the block knows its permissions
    push(i, word(i) == "deny" ? P::DENY : P::ALLOW);
    push(i + 1, P::NAME);
    push(i + 1);
    return i + 2;
  } else if (next(i + 1) == P::STAR && next(i + 2) == P::ON) {
    reporter_.report<diag::UnexpectedToken>(span(i + 1), "a permission", "`*`")
        .help(fmt::format("name what is allowed: `{} [read, write] on {}`", word(i), word(i + 3)));
    begin(i);
    push(i, word(i) == "deny" ? P::DENY : P::ALLOW);
    push(i + 1, P::MISSING);
    return i + 2;
  } else if (is_word(next(i + 1)) && is_word(next(i + 2)) && next(i + 3) == 0 &&
             !kind_of(word(i + 1)).empty() && kind_of(word(i + 2)).empty()) {
    last = i + 2;
    meant = fmt::format("{} {} on {}", word(i), word(i + 2), word(i + 1));
  } else if (keyword && is_word(next(i + 1)) &&
             (next(i + 2) == 0 || next(i + 2) == P::RBRACE ||
              (next(i + 2) == P::COMMA && next(i + 3) == 0))) {
    reporter_.report<diag::UnexpectedToken>(span(i + 1), "`on`", "the end of the line")
        .help(kind_of(word(i + 1)).empty()
                  ? fmt::format("say what it is about: `{} {} on NAME`", word(i), word(i + 1))
                  : fmt::format("say what is allowed: `{} read on {}`, or another permission of a "
                                "{}",
                                word(i), word(i + 1), kind_of(word(i + 1))));
    begin(i);
    skip(i, last);
    return last + 1;
  }
  std::size_t on = i + 1;
  while (on < i + 12 && next(on) != 0 && type(on) != P::ON && type(on) != P::COMMA) ++on;
  if (keyword && meant.empty() && next(on) == P::ON && is_word(next(on + 1)) &&
      (next(on + 2) == P::COMMA || is_any_of(on + 2, {"and"})) && is_word(next(on + 3)) &&
      next(on + 4) == 0) {
    last = on + 3;
    meant = fmt::format("{} [{}, {}]", text(i, on), word(on + 1), word(on + 3));
  }
  if (meant.empty()) return i;
  reporter_
      .report<diag::UnexpectedToken>(span(i + 1), "a permission", describe(in_[i + 1], reporter_))
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant),
              {{reporter_.span(in_[i].begin, in_[last].end), meant}});
  begin(i);
  skip(i, last);
  return last + 1;
}

}  // namespace svc::syntax
