#include "ide/selection.h"

#include <algorithm>

#include "ide/walk.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

// Collects the nodes that hold the offset.
class Enclosing final : public Visitor {
 public:
  Enclosing(SourceId file, std::uint32_t offset) : file_(file), offset_(offset) {}

  void add(Span span) {
    if (span.file == file_ && span.begin <= offset_ && offset_ <= span.end && span.begin < span.end)
      found.push_back(span);
  }
  void member(const ast::Member& member) override {
    if (member.doc.span.valid()) add(join(member.doc.span, member.span));
    if (!holds(member.span)) return;
    add(member.span);
    if (const auto* block = std::get_if<ast::Block>(&member.node)) add(block->header);
    walk(member);
  }
  void expr(const ast::Expr& expr) override {
    if (!holds(expr.span)) return;
    add(expr.span);
    if (const auto* call = std::get_if<ast::CallExpr>(&expr.node);
        call != nullptr && !call->arguments.empty())
      add(join(call->arguments.front()->span, call->arguments.back()->span));
    walk(expr);
  }
  void type(const ast::TypeExpr& type) override {
    add(type.span);
    walk(type);
  }

  std::vector<Span> found;

 private:
  [[nodiscard]] bool holds(Span span) const { return span.begin <= offset_ && offset_ <= span.end; }

  SourceId file_;
  std::uint32_t offset_;
};

// The token at the offset, and the brackets around it with and without themselves.
void add_tokens(Enclosing& around, const SourceFile& file, SourceId id) {
  const std::string_view text = file.text();
  std::vector<const syntax::Token*> open;
  const syntax::Tokens tokens = syntax::tokenize(text);
  for (const syntax::Token& token : tokens.tokens) {
    const bool mark = token.kind == syntax::Token::Kind::Mark;
    if (!mark) around.add({id, token.begin, token.end});
    if (token.kind == syntax::Token::Kind::String && token.end - token.begin >= 2)
      around.add({id, token.begin + 1, token.end - 1});
    if (!mark) continue;
    const char c = text[token.begin];
    if (c == '{' || c == '[' || c == '(') open.push_back(&token);
    if ((c != '}' && c != ']' && c != ')') || open.empty()) continue;
    around.add({id, open.back()->begin, token.end});
    const std::string_view inside = text.substr(open.back()->end, token.begin - open.back()->end);
    const std::size_t first = inside.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos) {
      const std::size_t last = inside.find_last_not_of(" \t\r\n");
      around.add({id, open.back()->end + static_cast<std::uint32_t>(first),
                  open.back()->end + static_cast<std::uint32_t>(last) + 1});
    }
    open.pop_back();
  }
}

}  // namespace

std::vector<Span> selections(const ast::Ast& tree, const SourceFile& file, std::uint32_t offset) {
  Enclosing around(tree.file, offset);
  around.file(tree);
  add_tokens(around, file, tree.file);
  std::sort(around.found.begin(), around.found.end(), [](Span a, Span b) {
    return std::pair(a.size(), a.begin) < std::pair(b.size(), b.begin);
  });
  std::vector<Span> chain;
  for (const Span span : around.found) {
    const bool grows = chain.empty() || (span.begin <= chain.back().begin &&
                                         span.end >= chain.back().end && span != chain.back());
    if (grows) chain.push_back(span);
  }
  const Span whole{tree.file, 0, static_cast<std::uint32_t>(file.text().size())};
  if (chain.empty() || chain.back() != whole) chain.push_back(whole);
  return chain;
}

}  // namespace svc::ide
