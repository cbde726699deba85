// parse(): the steps from text to tree, in order.
#include "syntax/parse.h"

#include <SvcParser.h>

#include "syntax/antlr/brackets.h"
#include "syntax/antlr/build.h"
#include "syntax/antlr/characters.h"
#include "syntax/antlr/errors.h"
#include "syntax/antlr/keywords.h"
#include "syntax/antlr/repair.h"
#include "syntax/antlr/scan.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// Whether the bytes are text at all.
[[nodiscard]] bool is_readable(Reporter& reporter) {
  const std::string_view text = reporter.text();
  if (text.size() > kMaxFileBytes) {
    reporter.report<diag::FileTooLarge>(reporter.span(0, 0), text.size(), kMaxFileBytes).help("split it up and `import` the parts");
    return false;
  }
  if (const auto bad = find_invalid_utf8(text)) {
    const auto offset = static_cast<std::uint32_t>(*bad);
    reporter.report<diag::InvalidUtf8>(reporter.span(offset, offset + 1), static_cast<unsigned char>(text[*bad]), *bad)
        .help("save the file as UTF-8");
    return false;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    const auto offset = static_cast<std::uint32_t>(nul);
    reporter.report<diag::UnexpectedCharacter>(reporter.span(offset, offset + 1), "U+0000")
        .help("this is a binary file, or saved as UTF-16");
    return false;
  }
  return true;
}

// The loop of rule `file`. Each member's part of ANTLR's tree, which is many times larger than ours, is dropped before the next one is
// read.
void read_members(const std::vector<Lexeme>& lexemes, ast::Ast& ast, Reporter& reporter) {
  const Brackets brackets = pair_brackets(lexemes);
  LexemeStream stream(lexemes);
  P parser(&stream);
  parser.removeErrorListeners();
  auto errors = std::make_shared<Errors>(reporter, stream, brackets, ast.broken);
  parser.setErrorHandler(errors);
  Builder builder(ast, reporter);
  while (errors->skip_to_member(), lexemes[stream.here()].type != 0) {
    const std::size_t before = stream.here();
    const ast::Member* member = builder.member(parser.member());
    if (member != nullptr) ast.items.push_back(member);
    parser.setContext(nullptr);
    parser.getTreeTracker().reset();
    if (stream.here() == before) stream.consume();
  }
}

void read(ast::Ast& ast, Reporter& reporter) {
  if (!is_readable(reporter)) return;
  Scan tokens = scan(reporter);
  ast.comments = std::move(tokens.comments);
  settle_keywords(tokens, reporter);
  if (nested_too_deeply(tokens, reporter)) return;
  ast.balanced = balance_brackets(tokens, reporter);
  for (const Lexeme& lexeme : tokens.lexemes) {
    if (lexeme.bad) ast.broken.push_back(reporter.span(lexeme.begin, lexeme.end));
  }
  repair(tokens, reporter, ast.broken);
  const auto size = static_cast<std::uint32_t>(reporter.text().size());
  tokens.lexemes.push_back({.type = 0, .line_start = true, .begin = size, .end = size});
  read_members(tokens.lexemes, ast, reporter);
  if (ast.items.empty() && reporter.count() == 0) {
    reporter.report<diag::EmptyProgram>(reporter.span(0, 0)).help("a program begins with `app name {}`");
  }
}

}  // namespace

ast::Ast parse(const Sources& sources, SourceId file, Sink& sink) {
  ast::Ast ast;
  ast.file = file;
  Reporter reporter(sources[file], file, sink);
  try {
    read(ast, reporter);
    return ast;
  } catch (const TooManyErrors&) {
    // Reported; what was read before stands.
  }
  ast.broken.push_back(reporter.span(0, static_cast<std::uint32_t>(reporter.text().size())));
  return ast;
}

}  // namespace svc::syntax
