// Values of which one form alone will do, known when the program is compiled: conditions, texts.
#include "sema/evaluate.h"

#include <fmt/format.h>

#include "sema/convert.h"

namespace svc::sema {

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
