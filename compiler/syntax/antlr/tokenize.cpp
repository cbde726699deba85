#include <SvcParser.h>

#include <algorithm>

#include "base/lines.h"
#include "syntax/antlr/keywords.h"
#include "syntax/antlr/scan.h"
#include "syntax/tokens.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

[[nodiscard]] Token::Kind kind_of(const Lexeme& lexeme, std::string_view text) {
  switch (lexeme.type) {
    case P::NAME:
    case P::TRUE:
    case P::FALSE:
      return Token::Kind::Word;
    case P::NUMBER:
    case P::CIDR:
      return Token::Kind::Number;
    case P::STRING:
    case P::STRING_OPEN:
      return text.substr(lexeme.begin, 3) == "\"\"\"" ? Token::Kind::TextBlock
                                                      : Token::Kind::String;
    default:
      return lexeme.type >= P::IMPORT && lexeme.type <= P::FALSE ? Token::Kind::Keyword
                                                                 : Token::Kind::Mark;
  }
}

// Joins the pieces of strings.
[[nodiscard]] std::vector<Token> join_strings(const std::vector<Lexeme>& lexemes,
                                              std::string_view text, bool& complete) {
  std::vector<Token> tokens;
  tokens.reserve(lexemes.size());
  int depth = 0;  // of strings in strings
  for (const Lexeme& lexeme : lexemes) {
    complete = complete && !lexeme.bad && !lexeme.inserted;
    if (depth == 0)
      tokens.push_back({.kind = kind_of(lexeme, text), .begin = lexeme.begin, .end = lexeme.end});
    if (lexeme.type == P::STRING_OPEN) ++depth;
    if (lexeme.type == P::STRING_CLOSE && --depth == 0) tokens.back().end = lexeme.end;
  }
  return tokens;
}

}  // namespace

Tokens tokenize(std::string_view text) {
  Sources sources;
  const SourceId file = sources.add(SourceFile("", std::string(text)));
  Sink nobody;
  Reporter reporter(sources[file], file, nobody);
  Tokens result;
  try {
    Scan all = scan(reporter);
    settle_keywords(all, reporter);
    result.complete = reporter.count() == 0;
    result.tokens = join_strings(all.lexemes, text, result.complete);
    const auto code = static_cast<std::ptrdiff_t>(result.tokens.size());
    for (const ast::Comment& comment : all.comments) {
      // A comment inside an interpolation belongs to its string.
      const auto after =
          std::upper_bound(result.tokens.begin(), result.tokens.begin() + code, comment.span.begin,
                           [](std::uint32_t offset, const Token& t) { return offset < t.begin; });
      if (after != result.tokens.begin() && (after - 1)->end > comment.span.begin) continue;
      result.tokens.push_back({.kind = comment.kind == ast::Comment::Kind::Block
                                           ? Token::Kind::BlockComment
                                           : Token::Kind::LineComment,
                               .begin = comment.span.begin,
                               .end = comment.span.end});
    }
    std::inplace_merge(result.tokens.begin(), result.tokens.begin() + code, result.tokens.end(),
                       [](const Token& a, const Token& b) { return a.begin < b.begin; });
  } catch (const TooManyErrors&) {
    result.complete = false;
  }
  std::uint32_t before = 0;
  for (Token& token : result.tokens) {
    token.lines =
        static_cast<std::uint32_t>(count_line_ends(text.substr(before, token.begin - before)));
    before = token.end;
  }
  return result;
}

}  // namespace svc::syntax
