// Params: their allowed types, and their values from the program and its environments.
#include <algorithm>
#include <cmath>

#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/given.h"
#include "sema/options.h"
#include "sema/secrets.h"

namespace svc::sema {

namespace {

// The value that the environment gives a param, or null.
const ast::Expr* environment_value(Session& session, std::string_view name) {
  const auto& fields = members_by_name(session).fields;
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : found->second->value;
}

// Whether a deployment can provide values of one alternative: CloudFormation supports strings,
// numbers and lists of them.
bool can_be_asked(const TypeAlternative& alternative, bool in_list) {
  if (alternative.form == TypeAlternative::Form::List)
    return !in_list && alternative.element->alternatives.size() == 1 &&
           !alternative.element->optional &&
           can_be_asked(alternative.element->alternatives.front(), true);
  if (alternative.form != TypeAlternative::Form::Scalar) return false;
  switch (alternative.scalar) {
    case Scalar::Any:
    case Scalar::Range:
      return false;
    case Scalar::String:
    case Scalar::Cidr:
    case Scalar::Ip:
    case Scalar::Name:
    case Scalar::Arn:
    case Scalar::Image:
    case Scalar::Schedule:
      return true;
    default:
      return !in_list;
  }
}

// Reports a type that deployment parameters cannot have.
bool check_type(Session& session, const ast::Param& param, const Type& type) {
  const auto& alternatives = type.alternatives;
  if (alternatives.empty()) return false;  // reported
  const auto all = [&](TypeAlternative::Form form) {
    return std::all_of(alternatives.begin(), alternatives.end(),
                       [form](const TypeAlternative& a) { return a.form == form; });
  };
  if (!type.optional && (all(TypeAlternative::Form::Symbol) ||
                         (alternatives.size() == 1 && can_be_asked(alternatives.front(), false))))
    return true;
  auto report = session.sink.report<diag::ParamType>(param.type->span, type_text(type));
  if (type.optional) {
    report.help(
        "every deployment gives it a value: leave out the `?`, and write a default if there is "
        "one");
  } else if (alternatives.size() > 1) {
    report.help("write one type");
  } else if (alternatives.front().form == TypeAlternative::Form::Kind) {
    const std::string_view kind = alternatives.front().name;
    const bool may_exist = find_kind(kind) != nullptr && find_kind(kind)->existing != nullptr;
    report.help(may_exist ? fmt::format("name what exists already, `existing {} NAME {{ … }}`, and "
                                        "declare params for what tells it apart",
                                        kind)
                          : "declare a param for what you want of it, such as its ARN");
  } else if (alternatives.front().form == TypeAlternative::Form::Map) {
    report.help(
        "declare a param for each entry, and put them together where they are wanted: `{ KEY = "
        "param }`");
  } else if (alternatives.front().form == TypeAlternative::Form::List) {
    report.help("the items of its lists are texts");
  } else {
    report.help("it asks for texts, numbers, quantities, truth values and lists");
  }
  return false;
}

// Checks the value of a param like check_field() checks fields: its type, limits, pattern, and
// allowed values.
Value fitting(Session& session, const FieldDecl& field, Value value) {
  return check_field(session, std::move(value), field, fmt::format("param `{}`", field.name));
}

// The options of the param. Its values must fit the field.
FieldDecl describe_parameter(Session& session, const PendingParameter& pending) {
  Parameter& parameter = *pending.parameter;
  FieldDecl field{.name = parameter.name};
  field.doc = parameter.doc;
  field.type = parameter.type;
  if (!check_type(session, *pending.syntax, parameter.type))
    field.type = parameter.type = {};  // of the options only the names are judged then
  ParamOptions options = read_options(session, *pending.scope, *pending.syntax, ParamOwner::Program,
                                      fmt::format("param `{}`", parameter.name), field);
  if (std::isfinite(field.min)) parameter.min = field.min;
  if (std::isfinite(field.max)) parameter.max = field.max;
  parameter.doc = field.doc;
  parameter.pattern = std::move(options.pattern);
  parameter.allowed = std::move(options.allowed);
  parameter.secret = options.secret;
  field.allowed = &parameter.allowed;
  return field;
}

// A secret has no value in a program. It is not even checked, because a message could repeat it.
void refuse_secret(Session& session, const Scope& scope, const ast::Expr& value) {
  if (session.recorder() != nullptr) {
    const std::size_t mark = session.sink.diagnostics().size();
    static_cast<void>(evaluate(session, scope, value));
    session.sink.keep_since(mark, [](const Diagnostic&) { return false; });
  }
  session.sink.report<diag::Misplaced>(value.span, "the value of a secret")
      .help("leave it out: a secret is given at deployment and is never written anywhere");
}

void fill_value(Session& session, const PendingParameter& pending, const FieldDecl& field) {
  Parameter& parameter = *pending.parameter;
  const ast::Expr* value = environment_value(session, parameter.name);
  const Scope& scope = value == nullptr ? *pending.scope : session.overlay_scope();
  if (value == nullptr) value = pending.syntax->value;
  if (value == nullptr) return;
  if (parameter.secret) return refuse_secret(session, scope, *value);
  const std::string what = fmt::format("param `{}`", parameter.name);
  parameter.value = fitting(session, field, evaluate(session, scope, *value, &parameter.type));
  if (!check_dynamic_references(session, parameter.value))
    parameter.value = error_value(value->span);
  if (!parameter.value.deferred()) return;
  session.sink
      .report<diag::DeployTimeValue>(value->span, "the value of " + what,
                                     describe_deferred(parameter.value))
      .help("a param is what the deployment is given; use a `let` for what follows from others");
  parameter.value = error_value(value->span);
}

}  // namespace

void fill_parameters(Session& session) {
  for (const PendingParameter& pending : session.declared.parameters) {
    const FieldDecl field = describe_parameter(session, pending);
    fill_value(session, pending, field);
    pending.parameter->assumed = assumed_value(session, *pending.parameter);
  }
}

}  // namespace svc::sema
