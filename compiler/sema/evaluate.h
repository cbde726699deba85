// Expressions → values. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Gives the value of an expression. `expected` (may be null) lets a bare word be a symbol of that
// type; it does not check the result: convert() does. Mistakes are reported and give ErrorValue.
[[nodiscard]] Value evaluate(Session& session, const Scope& scope, const ast::Expr& expr,
                             const Type* expected = nullptr);

// A condition or another value that decides what exists: true or false, known at compile time;
// nothing when it is faulty (reported). `role` names it.
[[nodiscard]] std::optional<bool> evaluate_condition(Session& session, const Scope& scope,
                                                     const ast::Expr& expr, std::string_view role);

// A text that must be known at compile time (a label, an import path).
[[nodiscard]] std::optional<std::string> evaluate_text(Session& session, const Scope& scope,
                                                       const ast::Expr& expr,
                                                       std::string_view role);

// Reports a value that comes too late, and explains the two times. `role` names what it should
// decide.
void report_deploy_time(Session& session, Span span, std::string_view role, const Value& value);

// The pieces of a text joined: a string where all are known, else an Interpolation. What cannot be
// text is reported.
[[nodiscard]] Value join_text(Session& session, std::vector<Value> pieces, Span span);

// What a value is, for messages: `a size (512MiB)`, `the queue \`orders\``, "`edge.dns_name`, a
// string that is known at deployment".
[[nodiscard]] std::string describe(const Value& value);
// The same for the two-times message: `param image_tag`, `edge.dns_name`.
[[nodiscard]] std::string describe_deferred(const Value& value);

// The value of `block.name(arguments)` (methods.cpp).
[[nodiscard]] Value call_method(Session& session, const Block& block, ast::Ident name,
                                std::vector<Value> arguments, Span span);
// Functions of the language (functions.cpp): the value of `name(arguments)`.
[[nodiscard]] Value call_function(Session& session, std::string_view name, Span name_span,
                                  std::vector<Value> arguments, Span span);
// Unary and binary operators on values (operators.cpp). `called` is what a mismatch names in place
// of the operator: the function that uses it.
[[nodiscard]] Value apply_unary(Session& session, ast::UnaryOp op, const Value& operand, Span span);
[[nodiscard]] Value apply_binary(Session& session, const ast::BinaryExpr& expr, const Value& left,
                                 const Value& right, Span span, std::string_view called = {});

// Whether a let comes to a symbol of the type that is expected where it is named (null: none), so
// that only there it has a value.
[[nodiscard]] bool names_symbol(const Binding& let, const Type* type);

// What a side of a comparison may be: a symbol of the type of the other side, where that is the
// name of a param, or of what a let may come to. Null where nothing is wanted of it.
[[nodiscard]] const Type* wanted_beside(Session& session, const Scope& scope,
                                        const ast::BinaryExpr& e, const ast::Expr& other,
                                        const ast::Expr& side);

}  // namespace svc::sema
