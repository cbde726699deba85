#include "ide/walk.h"

namespace svc::ide {

void Visitor::member(const ast::Member& member) {
  walk(member);
}
void Visitor::expr(const ast::Expr& expr) {
  walk(expr);
}
void Visitor::type(const ast::TypeExpr& type) {
  walk(type);
}

void Visitor::file(const ast::Ast& tree) {
  members(tree.items);
}

void Visitor::members(const std::vector<const ast::Member*>& all) {
  for (const ast::Member* one : all) {
    if (one != nullptr) member(*one);
  }
}

void Visitor::maybe(const ast::Expr* one) {
  if (one != nullptr) expr(*one);
}

void Visitor::maybe(const ast::TypeExpr* one) {
  if (one != nullptr) type(*one);
}

void Visitor::walk(const ast::Member& member) {
  std::visit(
      overloaded{
          [&](const ast::Field& f) { maybe(f.computed), maybe(f.value); },
          [&](const ast::Block& b) {
            for (const ast::Label& label : b.labels) maybe(label.string);
            for (const ast::Clause& clause : b.clauses) maybe(clause.reference);
            members(b.members);
          },
          [&](const ast::Allow& a) { maybe(a.actions), maybe(a.resources), maybe(a.when); },
          [&](const ast::Import& i) { maybe(i.path); },
          [&](const ast::Param& p) { maybe(p.type), maybe(p.value), members(p.options); },
          [&](const ast::Let& l) { maybe(l.value); },
          [&](const ast::Output& o) { maybe(o.value); },
          [&](const ast::Assert& a) { maybe(a.condition), maybe(a.message); },
          [&](const ast::Component& c) { maybe(c.clause_type), members(c.members); },
          [&](const ast::Environment& e) { members(e.members); },
          [&](const ast::If& i) { maybe(i.condition), members(i.then), members(i.otherwise); },
          [&](const ast::For& f) { maybe(f.list), members(f.members); },
          [&](const ast::Kind& k) {
            for (const ast::KindClause& clause : k.clauses) maybe(clause.type);
            members(k.members);
          },
          [&](const ast::FieldDecl& f) { maybe(f.type), maybe(f.value), members(f.options); },
          [&](const ast::BlockDecl& b) {
            for (const ast::LabelDecl& label : b.labels) maybe(label.type);
            members(b.members);
          },
          [&](const ast::AttributeDecl& a) { maybe(a.type); },
          [&](const ast::MethodDecl& m) {
            for (const ast::MethodParam& param : m.params) maybe(param.type);
            maybe(m.result);
          },
          [&](const ast::VerbDecl& v) { members(v.options); },
      },
      member.node);
}

void Visitor::walk(const ast::Expr& expr) {
  const auto all = [this](const std::vector<const ast::Expr*>& list) {
    for (const ast::Expr* one : list) maybe(one);
  };
  std::visit(overloaded{
                 [](const ast::ErrorExpr&) {},
                 [](const ast::BoolExpr&) {},
                 [](const ast::NumberExpr&) {},
                 [](const ast::CidrExpr&) {},
                 [&](const ast::StringExpr& s) {
                   for (const ast::StringPiece& piece : s.pieces) maybe(piece.expr);
                 },
                 [](const ast::NameExpr&) {},
                 [&](const ast::MemberExpr& m) { maybe(m.object); },
                 [&](const ast::IndexExpr& i) { maybe(i.object), maybe(i.index); },
                 [&](const ast::CallExpr& c) { maybe(c.callee), all(c.arguments); },
                 [&](const ast::ListExpr& l) { all(l.items); },
                 [&](const ast::ObjectExpr& o) {
                   for (const ast::ObjectEntry& entry : o.entries)
                     maybe(entry.computed), maybe(entry.value);
                 },
                 [&](const ast::ComprehensionExpr& c) {
                   maybe(c.element), maybe(c.list), maybe(c.condition);
                 },
                 [&](const ast::UnaryExpr& u) { maybe(u.operand); },
                 [&](const ast::BinaryExpr& b) { maybe(b.left), maybe(b.right); },
                 [&](const ast::TernaryExpr& t) { maybe(t.condition), maybe(t.yes), maybe(t.no); },
             },
             expr.node);
}

void Visitor::walk(const ast::TypeExpr& type) {
  std::visit(overloaded{
                 [](const ast::NamedType&) {},
                 [](const ast::SymbolType&) {},
                 [&](const ast::ListType& l) { maybe(l.element); },
                 [&](const ast::MapType& m) { maybe(m.element); },
                 [&](const ast::OptionalType& o) { maybe(o.base); },
                 [&](const ast::UnionType& u) {
                   for (const ast::TypeExpr* one : u.alternatives) maybe(one);
                 },
             },
             type.node);
}

}  // namespace svc::ide
