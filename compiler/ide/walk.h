// The direct children of a tree node, for complete traversals.
#pragma once

#include "base/overloaded.h"
#include "syntax/ast.h"

namespace svc::ide {

// A traversal: the visitor overrides the cases that it needs and calls walk() to go deeper.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void member(const ast::Member& member);
  virtual void expr(const ast::Expr& expr);
  virtual void type(const ast::TypeExpr& type);
  // Visits every item of a file.
  void file(const ast::Ast& tree);

 protected:
  // Visits the direct children in text order.
  void walk(const ast::Member& member);
  void walk(const ast::Expr& expr);
  void walk(const ast::TypeExpr& type);
  void members(const std::vector<const ast::Member*>& members);
  // The same for an optional part.
  void maybe(const ast::Expr* expr);
  void maybe(const ast::TypeExpr* type);
};

}  // namespace svc::ide
