// What is wanted of a value before it is known: values of which one form alone will do (conditions, texts), the sides of a comparison.
#include "sema/evaluate.h"

#include <fmt/format.h>

#include <algorithm>

#include "sema/convert.h"

namespace svc::sema {

namespace {

// The declared type of a name: that of a param, whose symbols may then be named in a comparison with it.
const Type* declared_type(const Scope& scope, const ast::Expr& expr) {
  const auto* name = std::get_if<ast::NameExpr>(&expr.node);
  const Binding* binding = name == nullptr ? nullptr : scope.find(name->name);
  if (binding == nullptr) return nullptr;
  if (binding->parameter != nullptr) return &binding->parameter->type;
  return binding->field == nullptr ? nullptr : &binding->field->type;
}

bool has_symbol(const Type& type, std::string_view name) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(), [name](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Symbol && a.name == name; });
}

// Whether an expression comes to a symbol of the type, on one of its ways: a word that nothing else stands for, or a let of such a one.
bool comes_to_symbol(const Scope& scope, const ast::Expr& expr, const Type& type, int lets_left) {
  if (const auto* choice = std::get_if<ast::TernaryExpr>(&expr.node)) {
    return comes_to_symbol(scope, *choice->yes, type, lets_left) || comes_to_symbol(scope, *choice->no, type, lets_left);
  }
  const auto* name = std::get_if<ast::NameExpr>(&expr.node);
  if (name == nullptr) return false;
  const Binding* binding = scope.find(name->name);
  if (binding == nullptr) return has_symbol(type, name->name);
  return binding->form == Binding::Form::Let && binding->field == nullptr && lets_left > 0 && comes_to_symbol(*binding->scope, *binding->expr, type, lets_left - 1);
}

}  // namespace

bool names_symbol(const Binding& let, const Type* type) {
  constexpr int kLets = 16;  // of a chain; it may be a cycle
  return type != nullptr && let.field == nullptr && comes_to_symbol(*let.scope, *let.expr, *type, kLets);
}

void report_deploy_time(Session& session, Span span, std::string_view role, const Value& value) {
  session.sink.report<diag::DeployTimeValue>(span, role, describe_deferred(value))
      .help("there are two times: what exists and how much of it is decided when svcc runs, so write a literal, a `let`, or something that depends on `environment.name`");
}

const Type* wanted_beside(const Scope& scope, const ast::BinaryExpr& e, const ast::Expr& other, const ast::Expr& side) {
  const bool comparison = e.op == ast::BinaryOp::Equal || e.op == ast::BinaryOp::NotEqual;
  const auto* name = std::get_if<ast::NameExpr>(&side.node);
  if (!comparison || name == nullptr) return nullptr;
  const Type* type = declared_type(scope, other);
  const bool symbols = type != nullptr && std::any_of(type->alternatives.begin(), type->alternatives.end(), [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Symbol; });
  return symbols && scope.find(name->name) == nullptr ? type : nullptr;
}

std::optional<bool> evaluate_condition(Session& session, const Scope& scope, const ast::Expr& expr, std::string_view role) {
  const Value value = evaluate(session, scope, expr);
  if (value.is_error()) return std::nullopt;
  if (const auto* known = value.get<bool>()) return *known;
  if (value.deferred()) {
    report_deploy_time(session, expr.span, role, value);
  } else {
    session.sink.report<diag::TypeMismatch>(expr.span, role, "`true` or `false`", describe(value));
  }
  return std::nullopt;
}

std::optional<std::string> evaluate_text(Session& session, const Scope& scope, const ast::Expr& expr, std::string_view role) {
  Value value = evaluate(session, scope, expr);
  if (value.is_error()) return std::nullopt;
  if (auto* text = std::get_if<std::string>(&value.data)) return std::move(*text);
  if (value.deferred()) {
    report_deploy_time(session, expr.span, role, value);
  } else {
    session.sink.report<diag::TypeMismatch>(expr.span, role, "a string", describe(value));
  }
  return std::nullopt;
}

}  // namespace svc::sema
