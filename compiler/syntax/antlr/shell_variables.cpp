#include "syntax/antlr/shell_variables.h"

#include <algorithm>

#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/characters.h"

namespace svc::syntax {

std::optional<ShellVariable> report_shell_variable(Reporter& reporter, std::uint32_t at) {
  const std::string_view text = reporter.text();
  const bool parens = text.substr(at + 1, 1) == "(";  // `$(orders.url)`
  const bool braces = parens || text.substr(at + 1, 1) == "{";
  const std::string_view closing = parens ? ")" : "}";
  const std::uint32_t name = at + (braces ? 2 : 1);
  std::uint32_t end = name;
  while (end < text.size() && (is_name_part(text[end]) || text[end] == '.')) ++end;
  if (braces && !parens && is_name_start(text[name]) && text.substr(end, 1) != closing) {
    // `QUEUE_${upper(name)} = …`
    const std::size_t close = text.find_first_of("}\"\n", end);
    if (close == std::string_view::npos || text[close] != '}') return std::nullopt;
    end = static_cast<std::uint32_t>(close);
  }
  if (end == name || !is_name_start(text[name]) || (braces && text.substr(end, 1) != closing))
    return std::nullopt;
  const std::string word(text.substr(name, end - name));
  const bool before = at > 0 && (is_name_part(text[at - 1]) || text[at - 1] == '-');
  std::uint32_t last = braces ? end + 1 : end;
  const std::uint32_t close = last;
  while (braces && last < text.size() && (is_name_part(text[last]) || text[last] == '-')) ++last;
  const ShellVariable found{last, before || last > close, before};
  auto report = reporter.report<diag::UnexpectedCharacter>(reporter.span(at, at + 1), "`$`");
  if (found.part) {
    std::uint32_t begin = at;
    while (begin > 0 && (is_name_part(text[begin - 1]) || text[begin - 1] == '-')) --begin;
    const std::string string = fmt::format("\"{}${{{}}}{}\"", text.substr(begin, at - begin), word,
                                           text.substr(close, last - close));
    report.help(fmt::format("use `${{…}}` only inside a string: write `{}`", string))
        .repair(fmt::format("Write `{}`", string), {{reporter.span(begin, found.end), string}});
  } else if (std::all_of(word.begin(), word.end(),
                         [](char c) { return !(c >= 'a' && c <= 'z'); })) {
    report.help(fmt::format("a value from outside is a `param {}: TYPE`, used without `$`", word));
  } else {
    report.help(fmt::format("a name is written without `$`: `{}`", word))
        .repair(fmt::format("Write `{}`", word), {{reporter.span(at, found.end), word}});
  }
  return found;
}

}  // namespace svc::syntax
