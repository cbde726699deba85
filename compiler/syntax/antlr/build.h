// ANTLR's tree → Ast. One Builder reads one file; build_*.cpp contain its parts by construct.
//
// After a syntax error any part of ANTLR's tree may be absent. So every function that takes a
// context or a token also accepts null, and gives an error node or nothing.
#pragma once

#include <SvcParser.h>

#include <string>
#include <string_view>
#include <vector>

#include "syntax/antlr/reporter.h"
#include "syntax/antlr/token_stream.h"
#include "syntax/ast.h"

namespace svc::syntax {

class Builder {
 public:
  using P = svc::antlr::SvcParser;

  Builder(ast::Ast& ast, Reporter& reporter) : ast_(ast), reporter_(reporter) {}

  // One member with its contents; null if it could not be read.
  [[nodiscard]] ast::Member* member(P::MemberContext* context);
  // The `///` lines directly above the member that begins at this offset.
  [[nodiscard]] ast::Doc doc_before(std::uint32_t offset) const;

 private:
  using Rule = antlr4::ParserRuleContext;
  using Node = antlr4::tree::ParseTree;
  using Nodes = std::vector<const ast::Member*>;

  // ---- build.cpp: places, names, documentation
  [[nodiscard]] Span span(const Rule* context) const;
  [[nodiscard]] Span span(const Lexeme& lexeme) const {
    return reporter_.span(lexeme.begin, lexeme.end);
  }
  [[nodiscard]] ast::Ident ident(const Lexeme* lexeme) const;
  [[nodiscard]] ast::Ident ident(P::WordContext* word) const;
  // The token of a leaf, or null for a rule; the rule of a node, or null for a leaf.
  [[nodiscard]] static const Lexeme* leaf(Node* node);
  [[nodiscard]] static Rule* rule(Node* node);
  [[nodiscard]] static const Lexeme* first_token(const Rule* context);
  template <typename Context>
  [[nodiscard]] static Context* child(const Rule* context) {
    return context == nullptr ? nullptr : const_cast<Rule*>(context)->getRuleContext<Context>(0);
  }

  // ---- build_member.cpp, build_kind.cpp: declarations
  using MemberNode = decltype(ast::Member::node);
  [[nodiscard]] bool declaration(Rule* context, MemberNode& node);
  [[nodiscard]] bool named(P::NamedContext* context, MemberNode& node);
  [[nodiscard]] bool plain_block(P::PlainBlockContext* context, bool existing, bool remove,
                                 MemberNode& node);
  [[nodiscard]] bool conditional(P::IfMemberContext* context, MemberNode& node);
  [[nodiscard]] bool kind(P::KindDeclContext* context, bool existing, MemberNode& node);
  [[nodiscard]] bool kind_member(Rule* context, MemberNode& node);
  [[nodiscard]] Nodes members(P::BodyContext* body);
  void header(P::HeaderContext* context, ast::Block& block);
  [[nodiscard]] const ast::Expr* reference(P::ReferenceContext* context);
  [[nodiscard]] Span close_of(P::BodyContext* body) const;
  [[nodiscard]] ast::Ident string_name(P::StringContext* context);
  // A quoted key, and the string that computes it; null for a plain key.
  struct Key {
    ast::Ident name;
    const ast::Expr* computed = nullptr;
  };
  [[nodiscard]] Key string_key(P::StringContext* context);

  // ---- build_type.cpp
  [[nodiscard]] const ast::TypeExpr* type(P::TypeContext* context);
  [[nodiscard]] const ast::TypeExpr* type_term(P::TypeTermContext* context);
  [[nodiscard]] const ast::TypeExpr* make_type(Span where, decltype(ast::TypeExpr::node) node);

  // ---- build_expr.cpp
  [[nodiscard]] const ast::Expr* value(P::ValueContext* context);
  [[nodiscard]] const ast::Expr* expr(P::ExprContext* context);
  [[nodiscard]] const ast::Expr* operand(P::OperandContext* context);
  [[nodiscard]] const ast::Expr* primary(Node* node, Rule* operand, std::size_t& index);
  [[nodiscard]] const ast::Expr* postfix(P::PostfixContext* context, const ast::Expr* object);
  [[nodiscard]] const ast::Expr* list(P::ListContext* context);
  [[nodiscard]] const ast::Expr* object(P::ObjectContext* context);
  [[nodiscard]] const ast::Expr* string(P::StringContext* context);
  [[nodiscard]] const ast::Expr* number(const Lexeme& lexeme);
  void unknown_unit(const Lexeme& lexeme, std::string_view number, std::string_view unit);
  [[nodiscard]] const ast::Expr* cidr(const Lexeme& lexeme);
  [[nodiscard]] ast::Expr* make(Span where, decltype(ast::Expr::node) node);
  void refuse_double_commas(const Rule* context);

  ast::Ast& ast_;
  Reporter& reporter_;
};

}  // namespace svc::syntax
