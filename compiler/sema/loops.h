// `for`, of members and of lists, and the scopes that bodies are read in. Private to sema/.
#pragma once

#include <functional>

#include "sema/scope.h"

namespace svc::sema {

// The loop variables of a `for`.
struct Loop {
  ast::Ident variable;
  ast::Ident second;  // the text is empty if there is only one variable
  const ast::Expr* list = nullptr;

  Loop(const ast::For& loop) : variable(loop.variable), second(loop.second), list(loop.list) {}
  Loop(const ast::ComprehensionExpr& loop) : variable(loop.variable), list(loop.list) {}
};

// Runs `body` for each item of a `for`'s list, in a scope with its variables (for a list the item,
// or index and item; for an object the key, or key and value; for a range the number). A list that
// is not known at compile time is reported. Returns the number of iterations; nothing if the list
// is faulty (reported).
std::optional<std::size_t> for_each(Session& session, const Loop& loop, const Scope& scope,
                                    const std::function<void(const Scope&)>& body);

// The value of `[element for variable in list if condition]`. `element` is the type that is wanted
// of the items (may be null).
[[nodiscard]] Value comprehend(Session& session, const Scope& scope,
                               const ast::ComprehensionExpr& expr, Span span, const Type* element);

// A scope in which the variables of a loop have no values, to look into a body that does not run.
[[nodiscard]] Scope& blind_scope(Session& session, const Loop& loop, const Scope& scope);

// The scope of `members`: a new one if they declare names of their own (`let`).
[[nodiscard]] const Scope& with_lets(Session& session,
                                     const std::vector<const ast::Member*>& members,
                                     const Scope& scope);

// Says whether the members of an `if` branch have an effect here.
void note_branch(Sink& sink, const std::vector<const ast::Member*>& members, bool counts);

}  // namespace svc::sema
