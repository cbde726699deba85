// What stands directly inside of a node of the tree, for those who look at all of it.
#pragma once

#include "base/overloaded.h"
#include "syntax/ast.h"

namespace svc::ide {

// What a walk meets: the visitor overrides what it cares for and calls walk() to go deeper.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void member(const ast::Member& member);
  virtual void expr(const ast::Expr& expr);
  virtual void type(const ast::TypeExpr& type);
  // Visits every item of a file.
  void file(const ast::Ast& tree);

 protected:
  // Visits what stands directly inside, in the order of the text.
  void walk(const ast::Member& member);
  void walk(const ast::Expr& expr);
  void walk(const ast::TypeExpr& type);
  void members(const std::vector<const ast::Member*>& members);
  // The same for what may be absent.
  void maybe(const ast::Expr* expr);
  void maybe(const ast::TypeExpr* type);
};

}  // namespace svc::ide
