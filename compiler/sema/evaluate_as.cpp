// The expected type before a value is known: values with only one allowed form (conditions, texts),
// the sides of a comparison.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

// The declared type of a name: a param's type, so that its symbols can be used in a comparison with
// it.
const Type* declared_type(const Scope& scope, const ast::Expr& expr) {
  const auto* name = std::get_if<ast::NameExpr>(&expr.node);
  const Binding* binding = name == nullptr ? nullptr : scope.find(name->name);
  if (binding == nullptr) return nullptr;
  if (binding->parameter != nullptr) return &binding->parameter->type;
  return binding->field == nullptr ? nullptr : &binding->field->type;
}

// The word of an expression, if it is not a declared name.
std::optional<std::string_view> free_word(const Scope& scope, const ast::Expr& expr) {
  const auto* name = std::get_if<ast::NameExpr>(&expr.node);
  const bool known = name == nullptr || name->name == "environment" || name->name == "app" ||
                     name->name == "aws" || scope.find(name->name) != nullptr;
  return known ? std::nullopt : std::optional(name->name);
}

// The undeclared words that an expression can evaluate to: those of its branches, and of the lets
// that it names. Each let is visited once, because there can be cycles and many paths through long
// chains.
class FreeWords {
 public:
  std::vector<std::string_view> of(const Scope& scope, const ast::Expr& expr) {
    todo_.push_back({&scope, &expr});
    while (!todo_.empty()) {
      const auto [place, next] = todo_.back();
      todo_.pop_back();
      one(*place, *next);
    }
    return std::move(words_);
  }

 private:
  void one(const Scope& scope, const ast::Expr& expr) {
    if (const auto* choice = std::get_if<ast::TernaryExpr>(&expr.node)) {
      todo_.push_back({&scope, choice->no});
      todo_.push_back({&scope, choice->yes});
    } else if (const auto word = free_word(scope, expr)) {
      words_.push_back(*word);
    } else if (const auto* name = std::get_if<ast::NameExpr>(&expr.node)) {
      const Binding* let = scope.find(name->name);
      const bool is_let =
          let != nullptr && let->form == Binding::Form::Let && let->field == nullptr;
      if (is_let && seen_.insert(let).second) todo_.push_back({let->scope, let->expr});
    }
  }

  std::vector<std::pair<const Scope*, const ast::Expr*>> todo_;
  std::set<const Binding*> seen_;
  std::vector<std::string_view> words_;
};

// The symbols that a let can be, as a type; null if there are none.
const Type* symbols_of(Session& session, const Scope& scope, const ast::Expr& expr) {
  if (free_word(scope, expr) || !std::holds_alternative<ast::NameExpr>(expr.node)) return nullptr;
  const std::vector<std::string_view> words = FreeWords().of(scope, expr);
  if (words.empty()) return nullptr;
  std::vector<TypeAlternative>& alternatives = session.types.alternatives.emplace_back();
  for (const std::string_view word : words)
    alternatives.push_back(
        {.form = TypeAlternative::Form::Symbol, .scalar = {}, .name = word, .element = nullptr});
  return &session.types.types.emplace_back(Type{.alternatives = alternatives});
}

}  // namespace

bool names_symbol(const Binding& let, const Type* type) {
  if (type == nullptr || let.field != nullptr) return false;
  const std::vector<std::string_view> words = FreeWords().of(*let.scope, *let.expr);
  return std::any_of(words.begin(), words.end(),
                     [type](std::string_view word) { return has_symbol(*type, word); });
}

void report_deploy_time(Session& session, Span span, std::string_view role, const Value& value,
                        bool by_param) {
  const bool list = by_param && value.get<ParameterRef>() != nullptr;
  session.sink.report<diag::DeployTimeValue>(span, role, describe_deferred(value))
      .help(list ? "give each item by a param of its own: `[first, second]`"
            : by_param
                ? "the deployment can give it only as a whole, by one param: svcc judges it by "
                  "the values that the param can have"
                : "there are two times: what exists and how much of it is decided when svcc runs, "
                  "so write a literal, a `let`, or something that depends on `environment.name`");
}

const Type* wanted_beside(Session& session, const Scope& scope, const ast::BinaryExpr& e,
                          const ast::Expr& other, const ast::Expr& side) {
  if (e.op != ast::BinaryOp::Equal && e.op != ast::BinaryOp::NotEqual) return nullptr;
  if (!free_word(scope, side))
    return free_word(scope, other) ? symbols_of(session, scope, side) : nullptr;
  const Type* type = declared_type(scope, other);
  const bool symbols =
      type != nullptr &&
      std::any_of(type->alternatives.begin(), type->alternatives.end(),
                  [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Symbol; });
  return symbols ? type : symbols_of(session, scope, other);
}

std::optional<bool> evaluate_condition(Session& session, const Scope& scope, const ast::Expr& expr,
                                       std::string_view role) {
  const Value value = evaluate(session, scope, expr);
  if (value.is_error()) return std::nullopt;
  if (const auto* known = value.get<bool>()) return *known;
  if (value.deferred()) {
    report_deploy_time(session, expr.span, role, value);
  } else {
    auto report = session.sink.report<diag::TypeMismatch>(expr.span, role, "`true` or `false`",
                                                          describe(value));
    if (value.get<std::string>() != nullptr && expr.span.valid()) {
      const std::string_view source = session.sources[expr.span.file].text(expr.span);
      report.help(source.starts_with('"')
                      ? fmt::format("compare it with something: `environment.name == {}`", source)
                      : fmt::format("compare it with something: `{} == \"…\"`", source));
    }
  }
  return std::nullopt;
}

std::optional<std::string> evaluate_text(Session& session, const Scope& scope,
                                         const ast::Expr& expr, std::string_view role) {
  Value value = evaluate(session, scope, expr);
  if (value.is_error()) return std::nullopt;
  if (const auto* text = value.get<std::string>()) return *text;
  if (value.deferred()) {
    report_deploy_time(session, expr.span, role, value);
  } else {
    session.sink.report<diag::TypeMismatch>(expr.span, role, "a string", describe(value));
  }
  return std::nullopt;
}

}  // namespace svc::sema
