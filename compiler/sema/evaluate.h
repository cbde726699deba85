// Expressions → values. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Returns the value of an expression. `expected` (may be null) lets a bare word be a symbol of that
// type; it does not check the result: convert() does. Mistakes are reported and give ErrorValue.
[[nodiscard]] Value evaluate(Session& session, const Scope& scope, const ast::Expr& expr,
                             const Type* expected = nullptr);

// A condition or another value that decides what exists: true or false, known at compile time;
// nothing if it is faulty (reported). `role` names it.
[[nodiscard]] std::optional<bool> evaluate_condition(Session& session, const Scope& scope,
                                                     const ast::Expr& expr, std::string_view role);

// A text that must be known at compile time (a label, an import path).
[[nodiscard]] std::optional<std::string> evaluate_text(Session& session, const Scope& scope,
                                                       const ast::Expr& expr,
                                                       std::string_view role);

// Reports a deploy-time value where a compile-time value is needed, and explains the difference.
// `role` names its purpose. `by_param`: a param alone may give it.
void report_deploy_time(Session& session, Span span, std::string_view role, const Value& value,
                        bool by_param = false);

// The joined pieces of a text: a string if all are known, else an Interpolation. A value that
// cannot be text is reported.
// A text of the program, whose bytes count each time that it is evaluated.
[[nodiscard]] Value literal_text(Session& session, std::string_view text, Span span);
[[nodiscard]] Value join_text(Session& session, std::vector<Value> pieces, Span span);

// A value for messages: `a size (512MiB)`, `the queue \`orders\``, "`edge.dns_name`, a string that
// is known at deployment".
[[nodiscard]] std::string describe(const Value& value);
// The same for the two-times message: `param image_tag`, `edge.dns_name`.
[[nodiscard]] std::string describe_deferred(const Value& value);

// The value of `block.name(arguments)` (methods.cpp).
[[nodiscard]] Value call_method(Session& session, const Block& block, ast::Ident name,
                                std::vector<Value> arguments, Span span);
// Functions of the language (functions.cpp): the value of `name(arguments)`.
[[nodiscard]] Value call_function(Session& session, std::string_view name, Span name_span,
                                  std::vector<Value> arguments, Span span);
// The name of argument `i` of `count` (from 0) in messages: "the argument of `upper`", "argument 2
// of `join`" (functions.cpp).
[[nodiscard]] std::string argument_title(std::string_view called, std::size_t i, std::size_t count);
// Unary and binary operators on values (operators.cpp). `called` replaces the operator in mismatch
// messages: the function that uses it.
[[nodiscard]] Value apply_unary(Session& session, ast::UnaryOp op, const Value& operand, Span span);
[[nodiscard]] Value apply_binary(Session& session, const ast::BinaryExpr& expr, const Value& left,
                                 const Value& right, Span span, std::string_view called = {});

// Whether a let can be a symbol of the expected type (null: none), so that it has a value only
// there.
[[nodiscard]] bool names_symbol(const Binding& let, const Type* type);

// The symbols allowed on one side of a comparison: those of the other side's type, if that side is
// a param or a let with symbols. Null if there are none.
[[nodiscard]] const Type* wanted_beside(Session& session, const Scope& scope,
                                        const ast::BinaryExpr& e, const ast::Expr& other,
                                        const ast::Expr& side);

}  // namespace svc::sema
