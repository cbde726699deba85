// Params: what they may be, and the values that the program and its environments give them.
#include <algorithm>

#include "base/closest.h"
#include "diagnostics/suggest.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

// The value that the environment gives a param, or null.
const ast::Expr* environment_value(const ast::Environment* environment, std::string_view name) {
  if (environment == nullptr) return nullptr;
  for (const ast::Member* member : environment->members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field != nullptr && field->name.text == name) return field->value;
  }
  return nullptr;
}

// Of a type with a unit: its bounds are written like its values, `min = 30s`.
bool is_quantity(const Type& type) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(), [](const TypeAlternative& a) {
    return a.form == TypeAlternative::Form::Scalar && (a.scalar == Scalar::Duration || a.scalar == Scalar::Size || a.scalar == Scalar::Cpu || a.scalar == Scalar::Percent);
  });
}

// The value of a param as check_field() judges those of fields: its type, its bounds, its pattern.
Value fitting(Session& session, const Parameter& parameter, Value value) {
  FieldDecl field;
  field.name = parameter.name;
  field.type = parameter.type;
  if (parameter.min) field.min = *parameter.min;
  if (parameter.max) field.max = *parameter.max;
  field.pattern = parameter.pattern;
  const std::string pattern_text = fmt::format("a text that the pattern \"{}\" matches", parameter.pattern);
  field.pattern_text = pattern_text;
  value = check_field(session, std::move(value), field, fmt::format("param `{}`", parameter.name));
  const auto* text = value.get<std::string>();
  const std::string spelled = text != nullptr ? *text : value_text(value);
  const bool known = !value.is_error() && !value.deferred() && value.present();
  if (known && !parameter.allowed.empty() && std::find(parameter.allowed.begin(), parameter.allowed.end(), spelled) == parameter.allowed.end()) {
    const std::vector<std::string_view> names(parameter.allowed.begin(), parameter.allowed.end());
    const std::string_view meant = closest(spelled, names);
    suggest(session.sink.report<diag::UnknownSymbol>(value.span, spelled, enumerate(names, "or", 20)), value.span, meant, "", text != nullptr);
    value.data = ErrorValue{};
  }
  return value;
}

// `{ min = 1, secret = true … }` behind a param.
void parameter_option(Session& session, const PendingParameter& pending, const ast::Field& option) {
  Parameter& parameter = *pending.parameter;
  const Value value = evaluate(session, *pending.scope, *option.value);
  if (value.is_error()) return;
  const auto number = [&]() -> std::optional<double> {
    const Value bound = is_quantity(parameter.type) ? convert(session, value, parameter.type, fmt::format("`{}`", option.name.text)) : value;
    if (bound.is_error()) return std::nullopt;
    const std::optional<double> limit = bound.get<std::string>() == nullptr ? measure(bound) : std::nullopt;
    if (!limit) session.sink.report<diag::TypeMismatch>(value.span, fmt::format("`{}`", option.name.text), "a number", describe(value));
    return limit;
  };
  const auto text = [&](const Value& v) -> std::string {
    if (const auto* known = v.get<std::string>()) return *known;
    session.sink.report<diag::TypeMismatch>(v.span, fmt::format("`{}`", option.name.text), "a string", describe(v));
    return {};
  };
  if (option.name.text == "min") {
    parameter.min = number();
  } else if (option.name.text == "max") {
    parameter.max = number();
  } else if (option.name.text == "pattern") {
    parameter.pattern = text(value);
  } else if (option.name.text == "description") {
    parameter.doc = text(value);
  } else if (option.name.text == "secret" && value.get<bool>() != nullptr) {
    parameter.secret = *value.get<bool>();
  } else if (option.name.text == "allowed" && value.get<List>() != nullptr) {
    for (const Value& item : value.get<List>()->items) parameter.allowed.push_back(item.get<std::string>() != nullptr ? *item.get<std::string>() : value_text(item));
  } else {
    const std::vector<std::string_view> names = {"min", "max", "pattern", "allowed", "secret", "description"};
    const std::string_view meant = closest(option.name.text, names);
    suggest(session.sink.report<diag::UnknownField>(option.name.span, fmt::format("param `{}`", parameter.name), option.name.text), option.name.span,
            meant == option.name.text ? std::string_view() : meant, "it has " + enumerate(names, "and"));
  }
}

}  // namespace

void fill_parameters(Session& session) {
  for (const PendingParameter& pending : session.declared.parameters) {
    Parameter& parameter = *pending.parameter;
    for (const ast::Member* option : pending.syntax->options) {
      if (const auto* field = std::get_if<ast::Field>(&option->node)) parameter_option(session, pending, *field);
    }
    const ast::Expr* value = environment_value(session.environment, parameter.name);
    const Scope& scope = value == nullptr ? *pending.scope : session.overlay_scope();
    if (value == nullptr) value = pending.syntax->value;
    if (value == nullptr) continue;
    const std::string what = fmt::format("param `{}`", parameter.name);
    parameter.value = fitting(session, parameter, evaluate(session, scope, *value, &parameter.type));
    if (parameter.value.deferred()) {
      session.sink.report<diag::DeployTimeValue>(value->span, "the value of " + what, describe_deferred(parameter.value)).help("a param is what the deployment is given; use a `let` for what follows from others");
    } else if (parameter.secret && parameter.value.present() && !parameter.value.is_error()) {
      session.sink.report<diag::Misplaced>(value->span, "the value of a secret").help("leave it out: a secret is given at deployment and is never written anywhere");
    }
  }
}

}  // namespace svc::sema
