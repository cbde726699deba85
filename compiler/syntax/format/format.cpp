// format(): the whole file, and the proof that nothing was lost.
#include "syntax/format.h"

#include "syntax/format/members.h"
#include "syntax/format/sections.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"

namespace svc::syntax {

namespace {

// A text without its blanks and commas: the formatter may change only those.
[[nodiscard]] std::string substance(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != ',')
      result.push_back(c);
  }
  return result;
}

// If brackets do not match, the tree is unreliable. Items with balanced brackets are formatted, the
// others stay as they are.
[[nodiscard]] std::string format_whole_items(std::string_view text) {
  std::string out;
  for (const Section& section : sections(text)) {
    if (!section.whole) {
      out += section.text;
      continue;
    }
    Sources sources;
    Sink nobody;
    const SourceId id = sources.add(SourceFile("", std::string(section.text)));
    const ast::Ast ast = parse(sources, id, nobody);
    out += ast.balanced ? format(ast, sources[id]) : std::string(section.text);
    // The blank line before the next section does not belong to this one.
    if (section.text.ends_with("\n\n") &&
        section.text.data() + section.text.size() != text.data() + text.size())
      out += '\n';
  }
  return substance(out) == substance(text) ? out : std::string(text);
}

[[nodiscard]] std::string format_once(const ast::Ast& ast, std::string_view text) {
  if (!ast.balanced) return format_whole_items(text);
  const Tokens tokens = tokenize(text);
  if (!tokens.complete) return std::string(text);
  const Flow flow(text, tokens.tokens, ast);
  std::string out = MemberPrinter(text, ast, flow).members(ast.items, {0, tokens.tokens.size()}, 0);
  // A text that the formatter does not understand stays as it is.
  return substance(out) == substance(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text)
             ? out
             : std::string(text);
}

}  // namespace

// Line breaks depend on earlier line breaks, so the result is formatted again until it is stable,
// usually after the second pass.
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
