#include "syntax/antlr/build.h"

#include <algorithm>

#include "base/lines.h"
#include "syntax/antlr/children.h"

namespace svc::syntax {

namespace {

[[nodiscard]] const Lexeme* lexeme_of(const antlr4::Token* token) {
  return token == nullptr ? nullptr
                          : &static_cast<const LexemeToken*>(token)
                                 ->lexeme();  // our stream makes no other tokens
}

}  // namespace

Span Builder::span(const Rule* context) const {
  const Lexeme* first = context == nullptr ? nullptr : lexeme_of(context->start);
  const Lexeme* last = context == nullptr ? nullptr : lexeme_of(context->stop);
  if (first == nullptr) return reporter_.span(0, 0);
  // An empty rule ends before it begins.
  return reporter_.span(first->begin,
                        last == nullptr || last->end < first->begin ? first->begin : last->end);
}

const Lexeme* Builder::first_token(const Rule* context) {
  return context == nullptr ? nullptr : lexeme_of(context->start);
}

const Lexeme* Builder::leaf(Node* node) {
  antlr4::tree::TerminalNode* token = as_token(node);
  return token == nullptr ? nullptr : lexeme_of(token->getSymbol());
}

Builder::Rule* Builder::rule(Node* node) {  // a node is either a token or of a rule
  return as_token(node) == nullptr ? static_cast<Rule*>(node) : nullptr;
}

ast::Ident Builder::ident(const Lexeme* lexeme) const {
  if (lexeme == nullptr) return {};
  return {reporter_.text(lexeme->begin, lexeme->end), span(*lexeme)};
}

ast::Ident Builder::ident(P::WordContext* word) const {
  if (word == nullptr || word->exception != nullptr) return {};
  return ident(first_token(word));
}

ast::Doc Builder::doc_before(std::uint32_t offset) const {
  const auto& comments = ast_.comments;
  const std::string_view text = reporter_.text();
  // Nothing but spaces, and at most one line end, lies between the two places.
  const auto adjacent = [text](std::uint32_t from, std::uint32_t to) {
    const std::string_view gap = text.substr(from, to - from);
    return gap.find_first_not_of(" \t\r\n") == std::string_view::npos && count_line_ends(gap) == 1;
  };
  const auto own_line = [text](std::uint32_t from) {
    while (from > 0 && (text[from - 1] == ' ' || text[from - 1] == '\t')) --from;
    return line_begins_at(text, from) || text.substr(0, from) == "\xEF\xBB\xBF";
  };
  const auto next =
      std::lower_bound(comments.begin(), comments.end(), offset,
                       [](const ast::Comment& c, std::uint32_t o) { return c.span.begin < o; });
  auto first = next;
  std::uint32_t below = offset;
  while (first != comments.begin()) {
    const ast::Comment& comment = *(first - 1);
    if (comment.kind != ast::Comment::Kind::Doc || !adjacent(comment.span.end, below) ||
        !own_line(comment.span.begin))
      break;
    below = comment.span.begin;
    --first;
  }
  ast::Doc doc;
  if (first == next) return doc;
  for (auto i = first; i != next; ++i) {
    std::string_view line = text.substr(i->span.begin + 3, i->span.size() - 3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    if (i != first) doc.text += '\n';
    doc.text += line;
  }
  doc.span = join(first->span, (next - 1)->span);
  return doc;
}

}  // namespace svc::syntax
