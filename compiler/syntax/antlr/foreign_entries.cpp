// Outputs, imports and entries in the shape of another language.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

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

// `output x { value = V }`, `output "x" = V`
std::size_t Reshaper::output(std::size_t i) {
  if (in_[i].type == P::OUTPUT) {
    const std::size_t close = next(i + 2) == P::LBRACE ? partner(i + 2) : i + 2;
    for (std::size_t at = i + 3; close != i + 2 && at + 2 < close; ++at) {
      if (!is_any_of(at, {"value"}) || (type(at + 1) != P::ASSIGN && type(at + 1) != P::COLON))
        continue;
      const std::size_t last = std::min(last_of_value(at + 2), close - 1);
      const std::string line = fmt::format("output {} = {}", word(i + 1), text(at + 2, last));
      reporter_.report<diag::UnexpectedToken>(span(i + 2), "`=`", "`{`")
          .help(fmt::format("an output is written `output NAME = VALUE`: `{}`", line))
          .repair(fmt::format("Write `{}`", line),
                  {{reporter_.span(in_[i].begin, in_[close].end), line}});
      begin(i);
      push(i);
      push(i + 1);
      push_inserted(P::ASSIGN, in_[i + 2].begin);
      for (std::size_t k = at + 2; k <= last; ++k) push(k);
      broken_.push_back(reporter_.span(in_[i].begin, in_[close].end));
      return close + 1;
    }
    return i;
  }
  if (is_any_of(i, {"outputs", "return", "returns", "exports"}) && next(i + 1) == P::LBRACE)
    return outputs_in_one_block(i);
  if (!is_any_of(i, {"output"}) || next(i + 1) != P::STRING || next(i + 2) != P::ASSIGN) return i;
  std::string name(content(i + 1));
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                 (c >= '0' && c <= '9'));
      },
      '_');
  if (name.empty()) return i;
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "a name", describe(in_[i + 1], reporter_))
      .help(fmt::format("an output is written `output NAME = VALUE`: `output {} = …`", name))
      .repair(fmt::format("Write `{}`", name), {{span(i + 1), name}});
  begin(i);
  push(i, P::OUTPUT);
  push_unquoted(i + 1);
  return i + 2;
}

// `import std/worker`, `import worker from "std"`, `import { worker } from "std/worker"`
std::size_t Reshaper::import(std::size_t i) {
  if (!is_any_of(i, {"import", "use", "include", "require"})) return i;
  const std::uint16_t second = next(i + 1);
  std::string path;
  std::size_t last = i + 1;
  if (is_word(second) && next(i + 2) == P::SLASH) {
    while (next(last + 1) != 0 && adjacent(last)) ++last;
    path = std::string(text(i + 1, last));
  } else if (is_word(second) && is_any_of(i + 2, {"from"}) && next(i + 3) == P::STRING &&
             content(i + 3).find('/') == std::string_view::npos &&
             !content(i + 3).ends_with(".svc")) {
    last = i + 3;
    path = fmt::format("{}/{}", content(i + 3), word(i + 1));
  } else {
    return i;
  }
  reporter_.report<diag::UnexpectedToken>(span(i + 1), "a string", describe(in_[i + 1], reporter_))
      .help(fmt::format("write `import \"{}\"`: all names of the file are then known here", path))
      .repair(fmt::format("Write `import \"{}\"`", path),
              {{reporter_.span(in_[i].begin, in_[last].end), fmt::format("import \"{}\"", path)}});
  begin(i);
  push(i, P::IMPORT);
  stand_in(P::MISSING, i + 1, last);
  return last + 1;
}

// `{ name = "LEVEL", value = "info" }` as a member: `LEVEL = "info"`
std::size_t Reshaper::pair_as_entry(std::size_t i) {
  if (!begins_member(i) || type(i + 2) != P::ASSIGN || !is_any_of(i + 1, {"name", "key", "Name"}) ||
      content(i + 3).empty() || type(i + 4) != P::COMMA || type(i + 6) != P::ASSIGN)
    return i;
  const std::size_t close = partner(i);
  if (close < i + 8) return i;
  const std::string line = fmt::format("{} = {}", content(i + 3), text(i + 7, close - 1));
  reporter_.report<diag::UnexpectedToken>(span(i), "a field or a block", "`{`")
      .help(fmt::format("an entry is written `{}`", line))
      .repair(fmt::format("Write `{}`", line),
              {{reporter_.span(in_[i].begin, in_[close].end), line}});
  begin(i);
  Lexeme name = in_[i + 3];
  name.type = P::NAME;
  name.line_start = in_[i].line_start;
  ++name.begin;
  --name.end;
  push(name);
  push(i + 6);
  for (std::size_t at = i + 7; at < close; ++at) push(at);
  broken_.push_back(reporter_.span(in_[i].begin, in_[close].end));
  return close + 1;
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
