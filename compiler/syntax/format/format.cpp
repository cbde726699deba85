// format(): the whole file, and the proof that nothing was lost.
#include "syntax/format.h"

#include "syntax/format/members.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"

namespace svc::syntax {

namespace {

// Everything of a text but blanks and commas, which is all that the formatter may change.
[[nodiscard]] std::string substance(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != ',') result.push_back(c);
  }
  return result;
}

[[nodiscard]] std::string format_once(const ast::Ast& ast, std::string_view text) {
  if (!ast.balanced) return std::string(text);
  const Tokens tokens = tokenize(text);
  if (!tokens.complete) return std::string(text);
  const Flow flow(text, tokens.tokens, ast);
  std::string out = MemberPrinter(text, ast, flow).members(ast.items, {0, tokens.tokens.size()}, 0);
  // A text that the formatter does not understand stays as it is.
  return substance(out) == substance(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text) ? out : std::string(text);
}

}  // namespace

// Where a line is broken depends on where it was broken before, so the result is formatted again until it stays the same; the second time
// is the rule.
std::string format(const ast::Ast& ast, const SourceFile& file) {
  constexpr int kMaxRounds = 5;
  std::string text = format_once(ast, file.text());
  for (int round = 1; round < kMaxRounds; ++round) {
    Sources sources;
    const SourceId id = sources.add(SourceFile(file.path(), text));
    Sink nobody;
    std::string again = format_once(parse(sources, id, nobody), text);
    if (again == text) break;
    text = std::move(again);
  }
  return text;
}

}  // namespace svc::syntax
