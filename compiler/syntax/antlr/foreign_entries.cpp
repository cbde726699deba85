// Outputs and entries in the shape of another language.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

namespace {

// A text as a name: what a name cannot contain becomes `_`.
std::string as_name(std::string_view text) {
  std::string name(text);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                 (c >= '0' && c <= '9'));
      },
      '_');
  return name;
}

}  // namespace

// `outputs { url = a, name = b }`
std::size_t Reshaper::outputs_in_one_block(std::size_t i) {
  const std::size_t close = partner(i + 1);
  if (close == i + 1 || !is_word(type(i + 2)) || type(i + 3) != P::ASSIGN) return i;
  std::string lines;
  std::vector<std::pair<std::size_t, std::size_t>> entries;
  for (std::size_t at = i + 2; at + 2 < close;) {
    if (!is_word(type(at)) || type(at + 1) != P::ASSIGN) return i;
    const std::size_t last = std::min(last_of_value(at + 2), close - 1);
    lines += fmt::format("{}output {}", lines.empty() ? "" : "\n", text(at, last));
    entries.emplace_back(at, last);
    at = last + (type(last + 1) == P::COMMA ? 2 : 1);
  }
  if (entries.empty()) return i;
  reporter_.report<diag::UnexpectedToken>(span(i), "`output`", describe(in_[i], reporter_))
      .help(fmt::format("an output is written `output NAME = VALUE`: `output {}`",
                        text(entries.front().first, entries.front().second)))
      .repair("Write outputs", {{reporter_.span(in_[i].begin, in_[close].end), lines}});
  begin(i);
  for (const auto& [first, last] : entries) {
    push_inserted(P::OUTPUT, in_[first].begin);
    out_.back().line_start = true;
    for (std::size_t at = first; at <= last; ++at) {
      push(at);
      if (at == first) out_.back().line_start = false;
    }
  }
  broken_.push_back(reporter_.span(in_[i].begin, in_[close].end));
  return close + 1;
}

// `output x { value = V }`, `output "x" { value = V }`
std::size_t Reshaper::output_as_block(std::size_t i) {
  const std::size_t close = partner(i + 2);
  const std::string name = as_name(content(i + 1).empty() ? word(i + 1) : content(i + 1));
  for (std::size_t at = i + 3; close != i + 2 && at + 2 < close; ++at) {
    if (!is_any_of(at, {"value"}) || (type(at + 1) != P::ASSIGN && type(at + 1) != P::COLON))
      continue;
    const std::size_t last = std::min(last_of_value(at + 2), close - 1);
    const std::string line = fmt::format("output {} = {}", name, text(at + 2, last));
    reporter_.report<diag::UnexpectedToken>(span(i + 2), "`=`", "`{`")
        .help(fmt::format("an output is written `output NAME = VALUE`: `{}`", line))
        .repair(fmt::format("Write `{}`", line),
                {{reporter_.span(in_[i].begin, in_[close].end), line}});
    begin(i);
    push(i, P::OUTPUT);
    if (content(i + 1).empty())
      push(i + 1);
    else
      push_unquoted(i + 1);
    push_inserted(P::ASSIGN, in_[i + 2].begin);
    for (std::size_t k = at + 2; k <= last; ++k) push(k);
    broken_.push_back(reporter_.span(in_[i].begin, in_[close].end));
    return close + 1;
  }
  return i;
}

// `output x { value = V }`, `output "x" = V`
std::size_t Reshaper::output(std::size_t i) {
  if (is_any_of(i, {"output"}) && next(i + 2) == P::LBRACE) return output_as_block(i);
  if (is_any_of(i, {"outputs", "return", "returns", "exports"}) && next(i + 1) == P::LBRACE)
    return outputs_in_one_block(i);
  if (!is_any_of(i, {"output"}) || next(i + 1) != P::STRING || next(i + 2) != P::ASSIGN) return i;
  const std::string name = as_name(content(i + 1));
  if (name.empty()) return i;
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "a name", describe(in_[i + 1], reporter_))
      .help(fmt::format("an output is written `output NAME = VALUE`: `output {} = …`", name))
      .repair(fmt::format("Write `{}`", name), {{span(i + 1), name}});
  begin(i);
  push(i, P::OUTPUT);
  push_unquoted(i + 1);
  return i + 2;
}

// `LOG-LEVEL = "info"`
std::size_t Reshaper::dashed_field(std::size_t i) {
  if (type(i + 1) != P::MINUS || !adjacent(i)) return i;
  std::size_t last = i;
  while (adjacent(last) &&
         (is_word(type(last + 1)) || type(last + 1) == P::MINUS || type(last + 1) == P::NUMBER))
    ++last;
  if (next(last + 1) != P::ASSIGN && next(last + 1) != P::COLON) return i;
  const std::string quoted = fmt::format("\"{}\"", text(i, last));
  const Span all = reporter_.span(in_[i].begin, in_[last].end);
  reporter_.report<diag::UnquotedText>(all, text(i, last))
      .help(fmt::format("write `{} = …`", quoted))
      .repair(fmt::format("Write `{}`", quoted), {{all, quoted}});
  begin(i);
  stand_in(P::NAME, i, last);
  if (type(last + 1) == P::COLON) {
    push(last + 1, P::ASSIGN);
    return last + 2;
  }
  return last + 1;
}

}  // namespace svc::syntax
