// Types.
#include "syntax/antlr/build.h"

namespace svc::syntax {

const ast::TypeExpr* Builder::make_type(Span where, decltype(ast::TypeExpr::node) node) {
  ast_.types.push_back({where, std::move(node)});
  return &ast_.types.back();
}

const ast::TypeExpr* Builder::type(P::TypeContext* context) {
  if (context == nullptr || context->exception != nullptr) return nullptr;
  ast::UnionType alternatives;
  for (auto* term : context->typeTerm()) {
    if (const ast::TypeExpr* alternative = type_term(term))
      alternatives.alternatives.push_back(alternative);
  }
  if (alternatives.alternatives.empty()) return nullptr;
  if (alternatives.alternatives.size() == 1) return alternatives.alternatives.front();
  return make_type(span(context), std::move(alternatives));
}

const ast::TypeExpr* Builder::type_term(P::TypeTermContext* context) {
  if (context == nullptr || context->exception != nullptr || context->children.empty())
    return nullptr;
  const Lexeme* first = first_token(context);
  const ast::TypeExpr* result = nullptr;
  std::size_t questions = 1;  // the child where the `?` begin
  if (auto* word = context->word()) {
    const ast::Ident name = ident(word);
    result = make_type(name.span, ast::NamedType{name});
  } else if (first->type == P::MISSING) {  // reported: any value is accepted
    result = make_type(span(*first), ast::NamedType{ast::Ident{"any", span(*first)}});
  } else if (auto* symbol = context->string()) {
    const ast::Ident name = string_name(symbol);
    result = make_type(span(symbol), ast::SymbolType{name});
  } else if (const ast::TypeExpr* element = type(context->type());
             element != nullptr && context->children.size() >= 3) {
    questions = 3;
    const Lexeme* close = leaf(context->children[2]);
    const Span where = close == nullptr ? span(context) : join(span(*first), span(*close));
    result = first->type == P::LBRACKET ? make_type(where, ast::ListType{element})
                                        : make_type(where, ast::MapType{element});
  }
  if (result == nullptr) return nullptr;
  for (std::size_t i = questions; i < context->children.size(); ++i) {
    const Lexeme* question = leaf(context->children[i]);
    if (question != nullptr)
      result = make_type(join(result->span, span(*question)), ast::OptionalType{result});
  }
  return result;
}

}  // namespace svc::syntax
