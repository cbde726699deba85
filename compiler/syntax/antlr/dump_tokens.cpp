// dump_tokens: the row of tokens as text.
#include <SvcParser.h>
#include <fmt/format.h>

#include <algorithm>

#include "syntax/antlr/keywords.h"
#include "syntax/antlr/scan.h"
#include "syntax/tokens.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

struct TokenRow {
  std::string_view kind;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

[[nodiscard]] std::string_view kind_of(std::uint16_t type) {
  switch (type) {
    case P::NAME:
      return "name";
    case P::TRUE:
    case P::FALSE:
      return "constant";
    case P::NUMBER:
      return "number";
    case P::CIDR:
      return "address";
    case P::STRING:
    case P::STRING_OPEN:
    case P::STRING_TEXT:
    case P::STRING_CLOSE:
      return "string";
    case P::INTERP_OPEN:
    case P::INTERP_CLOSE:
      return "interpolation";
    default:
      return type >= P::IMPORT && type <= P::FALSE ? "keyword" : "mark";
  }
}

[[nodiscard]] std::string_view kind_of(ast::Comment::Kind kind) {
  return kind == ast::Comment::Kind::Doc ? "doc" : "comment";
}

[[nodiscard]] std::vector<TokenRow> rows_of(const Scan& scan) {
  std::vector<TokenRow> rows;
  rows.reserve(scan.lexemes.size() + scan.comments.size());
  for (const Lexeme& lexeme : scan.lexemes) {
    if (!lexeme.inserted) rows.push_back({kind_of(lexeme.type), lexeme.begin, lexeme.end});
  }
  for (const ast::Comment& comment : scan.comments)
    rows.push_back({kind_of(comment.kind), comment.span.begin, comment.span.end});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const TokenRow& a, const TokenRow& b) { return a.begin < b.begin; });
  return rows;
}

}  // namespace

std::string dump_tokens(const SourceFile& file) {
  Sources sources;
  const SourceId id = sources.add(file);
  Sink nobody;
  Reporter reporter(sources[id], id, nobody);
  std::string out;
  try {
    Scan all = scan(reporter);
    settle_keywords(all, reporter);
    for (const TokenRow& row : rows_of(all)) {
      const Position begin = file.position(row.begin);
      const Position end = file.position(row.end);
      out +=
          fmt::format("{} {}:{}-{}:{}\n", row.kind, begin.line, begin.column, end.line, end.column);
    }
  } catch (const TooManyErrors&) {  // such a file has no tokens worth showing
  }
  return out;
}

}  // namespace svc::syntax
