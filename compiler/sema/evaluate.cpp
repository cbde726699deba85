#include "sema/evaluate.h"

#include <algorithm>
#include <map>

#include "base/overloaded.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/syntax.h"
#include "diagnostics/codes/values.h"
#include "sema/bindings.h"
#include "sema/builtins.h"
#include "sema/components.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/entries.h"
#include "sema/foreign_expressions.h"
#include "sema/literals.h"
#include "sema/loops.h"
#include "sema/policies.h"
#include "sema/raw.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

bool is_symbol_of(const Type* type, std::string_view name) {
  return type != nullptr && has_symbol(*type, name);
}

// The element type of the list, or of the object, that the type takes; null if it takes none.
const Type* element_of(const Type* type, TypeAlternative::Form form) {
  if (type == nullptr) return nullptr;
  for (const TypeAlternative& alternative : type->alternatives) {
    if (alternative.form == form) return alternative.element;
  }
  return nullptr;
}

class Evaluator {
 public:
  Evaluator(Session& session, const Scope& scope)
      : session_(session), scope_(scope), way_(scope.way()) {}

  Value operator()(const ast::Expr& expr, const Type* expected) {
    if (!session_.work.step(expr.span)) return error_value(expr.span);
    Value value = session_.recorder() != nullptr ? recorded(expr, expected) : visit(expr, expected);
    if (value.span.way == 0) value.span.way = way_;
    if (!session_.work.holds(value, expr.span)) return error_value(expr.span);
    return value;
  }

 private:
  // For an editor: the expected type here, and the value.
  [[gnu::noinline]] Value recorded(const ast::Expr& expr, const Type* expected) {
    Recorder& recorder = *session_.recorder();
    recorder.expr(expr, scope_, expected);
    Value value = visit(expr, expected);
    const bool literal = std::holds_alternative<ast::NumberExpr>(expr.node) ||
                         std::holds_alternative<ast::BoolExpr>(expr.node) ||
                         std::holds_alternative<ast::ListExpr>(expr.node) ||
                         std::holds_alternative<ast::ObjectExpr>(expr.node);
    if (!literal && !value.is_error()) recorder.values.emplace_back(expr.span, value);
    return value;
  }

  Value visit(const ast::Expr& expr, const Type* expected) {
    return std::visit(
        overloaded{
            [&](const ast::ErrorExpr&) { return error_value(expr.span); },
            [&](const ast::BoolExpr& e) {
              return Value{e.value, expr.span, false};
            },
            [&](const ast::NumberExpr& e) { return number(e, expr.span); },
            [&](const ast::CidrExpr& e) {
              report_host_bits(session_, e.text, expr.span);
              return Value{Cidr{std::string(e.text)}, expr.span, false};
            },
            [&](const ast::StringExpr& e) { return text(e, expr.span); },
            [&](const ast::NameExpr& e) { return name(e, expr.span, expected); },
            [&](const ast::MemberExpr& e) {
              if (report_foreign_path(session_, scope_, e, expr.span, expected))
                return error_value(expr.span);
              return member(e, expr.span);
            },
            [&](const ast::IndexExpr& e) { return index(e, expr.span); },
            [&](const ast::CallExpr& e) { return call(e, expr.span); },
            [&](const ast::ListExpr& e) { return list(e, expr.span, expected); },
            [&](const ast::ObjectExpr& e) { return object(e, expr.span, expected); },
            [&](const ast::ComprehensionExpr& e) {
              return comprehend(session_, scope_, e, expr.span,
                                element_of(expected, TypeAlternative::Form::List));
            },
            [&](const ast::UnaryExpr& e) { return unary(e, expr.span); },
            [&](const ast::BinaryExpr& e) { return binary(e, expr.span); },
            [&](const ast::TernaryExpr& e) { return ternary(e, expr.span, expected); },
        },
        expr.node);
  }

  Value number(const ast::NumberExpr& e, Span span) {
    Value value = number_value(e, span);
    if (value.is_error())
      session_.sink
          .report<diag::InvalidNumber>(span, session_.sources[span.file].text(span).substr(0, 40))
          .help("quantities go up to 9007199254740992 bytes, milliseconds or CPU units");
    return value;
  }

  Value text(const ast::StringExpr& e, Span span) {
    if (e.pieces.size() == 1 && e.pieces.front().expr == nullptr)
      return literal_text(session_, e.pieces.front().text, span);
    std::vector<Value> pieces;
    pieces.reserve(e.pieces.size());
    for (const ast::StringPiece& piece : e.pieces) {
      pieces.push_back(piece.expr == nullptr ? Value{piece.text, piece.span, false}
                                             : (*this)(*piece.expr, nullptr));
    }
    const std::uint32_t way = way_by(pieces);
    return on_way(join_text(session_, std::move(pieces), span), way);
  }

  Value name(const ast::NameExpr& e, Span span, const Type* expected) {
    if (session_.recorder() != nullptr) record(e, span, expected);
    if (is_symbol_of(expected, e.name)) return {Symbol{e.name}, span, false};
    Binding* binding = scope_.find(e.name);
    if (is_bare_name(binding, expected)) return literal_text(session_, e.name, span);
    if (binding != nullptr) return read(*binding, e.name, span, expected);
    if (e.name == "environment") return located(session_.environment_value, span);
    if (e.name == "app") return located(session_.app_value, span);
    if (e.name == "aws") return {aws_object(span), span, false};
    report_unknown_name(session_, scope_, e.name, span, expected);
    return error_value(span);
  }

  [[gnu::noinline]] void record(const ast::NameExpr& e, Span span, const Type* expected) {
    Recorder& recorder = *session_.recorder();
    if (is_symbol_of(expected, e.name)) {
      recorder.use(span, {.form = Meaning::Form::Symbol, .name = e.name, .type = expected});
      return;
    }
    const Binding* binding = scope_.find(e.name);
    if (is_bare_name(binding, expected)) return;  // ide/index.cpp knows what it names
    if (binding != nullptr) {
      recorder.declared(span, binding->span);
    } else if (e.name == "environment" || e.name == "app" || e.name == "aws") {
      recorder.use(span, {.form = Meaning::Form::Builtin, .name = e.name});
    }
  }

  static Value located(Value value, Span span) {
    value.span = span;
    return value;
  }

  // A value from elsewhere, under the name used here.
  Value given(Value value, Span span) {
    const Span from = value.span;
    value.span = span;
    if (from.valid() && from != span)
      value.span.way = session_.program.ways.add(Way::Step::Given, from, way_);
    return value;
  }

  // The way of a computed value: the names of its operands are part of it.
  [[nodiscard]] std::uint32_t way_by(const std::vector<Value>& operands) {
    std::uint32_t way = way_;
    for (auto operand = operands.rbegin(); operand != operands.rend(); ++operand)
      way = session_.program.ways.given(operand->span, way);
    return way;
  }

  static Value on_way(Value value, std::uint32_t way) {
    value.span.way = way;
    return value;
  }

  static Object aws_object(Span span) {
    return {{{"region", {Pseudo::Region, span, false}},
             {"account_id", {Pseudo::AccountId, span, false}},
             {"partition", {Pseudo::Partition, span, false}}}};
  }

  // The meaning of the name, under the name used here.
  Value read(Binding& binding, std::string_view spelled, Span span,
             const Type* expected = nullptr) {
    Value value = bound_value(session_, binding, spelled, span, expected);
    const bool elsewhere =
        binding.form == Binding::Form::Value || binding.form == Binding::Form::Let;
    return elsewhere ? given(std::move(value), span) : value;
  }

  Value member(const ast::MemberExpr& e, Span span) {
    if (const auto* file = std::get_if<ast::NameExpr>(&e.object->node)) {
      const Binding* binding = scope_.find(file->name);
      if (binding != nullptr && binding->form == Binding::Form::Module) {
        if (session_.recorder() != nullptr)
          session_.recorder()->declared(e.object->span, binding->span);
        return imported(*binding, e.name, span);
      }
    }
    Value object = (*this)(*e.object, nullptr);
    if (object.is_error()) return error_value(span);
    if (session_.recorder() != nullptr) record_builtin(e);
    if (const auto* entries = object.get<Object>())
      return entry(*entries, e.name.text, e.name.span, span);
    if (std::optional<Value> end = end_of_range(session_, object, e.name.text, span))
      return on_way(std::move(*end), session_.program.ways.given(object.span, way_));
    if (const auto* block = object.get<const Block*>()) return attribute(**block, e.name, span);
    if (const auto* outer = object.get<AttributeRef>();
        outer != nullptr && is_raw(*outer->block->kind))
      return inner_attribute(*outer, e.name, span);
    if (const auto* item = object.get<Derived>(); item && item->form == Derived::Form::Item) {
      const auto* list = item->of.get().front().get<AttributeRef>();
      if (list != nullptr && is_raw(*list->block->kind))
        return inner_attribute({list->block, in_item(*list, item->of.get()[1])}, e.name, span);
    }
    if (const auto* nested = object.get<AttributeRef>(); nested && nested->attribute.empty())
      return attribute(*nested->block, e.name, span);
    report_foreign_member(session_, e, object, span);
    return error_value(span);
  }

  [[gnu::noinline]] void record_builtin(const ast::MemberExpr& e) {
    const auto* object = std::get_if<ast::NameExpr>(&e.object->node);
    if (object == nullptr || scope_.find(object->name) != nullptr) return;
    for (const BuiltinInfo& builtin : builtins()) {
      if (builtin.object == object->name && builtin.name == e.name.text)
        session_.recorder()->use(
            e.name.span,
            {.form = Meaning::Form::Builtin, .name = builtin.name, .builtin = &builtin});
    }
  }

  [[gnu::noinline]] Value entry(const Object& object, std::string_view key, Span key_span,
                                Span span) {
    if (!session_.work.step(span, object.entries.size() / 8)) return error_value(span);
    for (const auto& [name, value] : object.entries) {
      if (name == key) return given(value, span);
    }
    report_unknown_entry(session_, object, key, key_span);
    return error_value(span);
  }

  // `alias.name`
  [[gnu::noinline]] Value imported(const Binding& file, ast::Ident name, Span span) {
    const auto found = file.scope->names.find(name.text);
    if (found != file.scope->names.end() && session_.recorder() != nullptr)
      session_.recorder()->declared(name.span, found->second.span);
    if (found != file.scope->names.end() && found->second.form != Binding::Form::Module)
      return Evaluator(session_, *file.scope).read(found->second, name.text, span);
    report_unknown_export(session_, *file.scope, name);
    return error_value(span);
  }

  // An output of an instance, or a block of its body; nothing if neither has that name.
  [[gnu::noinline]] std::optional<Value> part_of(Instance& instance, ast::Ident name, Span span) {
    const auto part = [&](Binding& binding) {
      if (session_.recorder() != nullptr) session_.recorder()->declared(name.span, binding.span);
      return std::optional(read(binding, name.text, span));
    };
    const auto output = instance.outputs->names.find(name.text);
    if (output != instance.outputs->names.end()) return part(output->second);
    const auto inner = instance.inner->names.find(name.text);
    const bool block =
        inner != instance.inner->names.end() && (inner->second.form == Binding::Form::Block ||
                                                 inner->second.form == Binding::Form::Instance);
    return block ? part(inner->second) : std::nullopt;
  }

  // `master_user_secret[0]`, of `db.master_user_secret[0].secret_arn`
  std::string_view in_item(const AttributeRef& list, const Value& number) {
    return session_.program.text_store.emplace_back(
        fmt::format("{}[{}]", list.attribute, *number.get<std::int64_t>()));
  }

  // `alerts.Endpoint.Address`: an attribute of a raw resource can have several words.
  [[gnu::noinline]] Value inner_attribute(const AttributeRef& outer, ast::Ident name, Span span) {
    return {AttributeRef{outer.block, session_.program.text_store.emplace_back(
                                          fmt::format("{}.{}", outer.attribute, name.text))},
            span, false};
  }

  [[gnu::noinline]] Value attribute(const Block& block, ast::Ident name, Span span) {
    if (session_.policy != nullptr) {
      if (std::optional<Value> field = policy_field(session_, block, name.text))
        return std::move(*field);
    }
    if (is_raw(*block.kind))
      return {AttributeRef{&block, name.text}, span,
              false};  // the target says whether there is one
    Instance* instance = instance_of(session_, &block);
    if (instance != nullptr) {
      if (std::optional<Value> part = part_of(*instance, name, span)) return std::move(*part);
    }
    if (const AttributeDecl* declared = block.kind->attribute(name.text)) {
      if (session_.recorder() != nullptr)
        session_.recorder()->use(
            name.span,
            {.form = Meaning::Form::Attribute, .kind = block.kind, .attribute = declared});
      return {AttributeRef{&block, declared->name}, span, false};
    }
    if (std::optional<Value> part = nested_part(block, name, span)) return std::move(*part);
    report_unknown_attribute(session_, block, name);
    return error_value(span);
  }

  // A group of subnets is an attribute of the network, `main.NAME`. Other nested blocks have their
  // own, `web.nodes.group`; their name alone is an attribute without a name, which check/ refuses.
  [[gnu::noinline]] std::optional<Value> nested_part(const Block& block, ast::Ident name,
                                                     Span span) {
    fill_for_parts(session_, block);
    for (const Block* nested : block.blocks) {
      const bool subnets = nested->decl->name == "subnets";
      if (nested->name != name.text || (!subnets && nested->kind->attributes.empty())) continue;
      if (session_.recorder() != nullptr)
        session_.recorder()->declared(name.span, nested->name_span);
      return Value{subnets ? AttributeRef{&block, nested->name} : AttributeRef{nested, ""}, span,
                   false};
    }
    return std::nullopt;
  }

  Value index(const ast::IndexExpr& e, Span span) {
    if (report_part_in_brackets(session_, scope_, *e.object, *e.index, span))
      return error_value(span);
    const Value object = (*this)(*e.object, nullptr);
    const Value at = (*this)(*e.index, nullptr);
    if (object.is_error() || at.is_error()) return error_value(span);
    if (const auto* entries = object.get<Object>()) {
      if (const auto* key = at.get<std::string>())
        return entry(*entries, *key, e.index->span, span);
    } else if (const auto* items = object.get<List>()) {
      if (const auto* number = at.get<std::int64_t>()) {
        if (*number >= 0 && static_cast<std::size_t>(*number) < items->items.size())
          return given(items->items[static_cast<std::size_t>(*number)], span);
        session_.sink
            .report<diag::NoSuchItem>(e.index->span, *number,
                                      fmt::format("a list of {}", items->items.size()))
            .help("items are counted from 0");
        return error_value(span);
      }
    } else if (is_deferred_list(object)) {
      const auto* number = at.get<std::int64_t>();
      if (number != nullptr && *number >= 0)
        return {Derived{Derived::Form::Item, {object, at}}, span, false};
      if (number != nullptr) {
        session_.sink.report<diag::NoSuchItem>(e.index->span, *number, describe_deferred(object))
            .help("items are counted from 0");
        return error_value(span);
      }
    } else {
      if (object.deferred() && !deferred_type(object))
        report_deploy_time(session_, e.object->span, "the value before `[…]`", object);
      else
        session_.sink.report<diag::TypeMismatch>(e.object->span, "the value before `[…]`",
                                                 "a list or an object", describe(object));
      return error_value(span);
    }
    if (at.deferred()) {
      report_deploy_time(session_, e.index->span, "the value in `[…]`", at);
      return error_value(span);
    }
    report_index(session_, *e.index, object, at);
    return error_value(span);
  }

  Value call(const ast::CallExpr& e, Span span) {
    std::vector<Value> arguments;
    arguments.reserve(e.arguments.size());
    if (report_foreign_class(session_, scope_, e, span)) return error_value(span);
    if (const auto* method = std::get_if<ast::MemberExpr>(&e.callee->node)) {
      const Value object = (*this)(*method->object, nullptr);
      const auto* of = object.get<const Block*>();
      const MethodDecl* known = of == nullptr ? nullptr : (*of)->kind->method(method->name.text);
      for (std::size_t i = 0; i < e.arguments.size(); ++i) {
        const bool typed = known != nullptr && i < known->params.size();
        arguments.push_back((*this)(*e.arguments[i], typed ? &known->params[i].type : nullptr));
      }
      if (object.is_error() || any_error(arguments)) return error_value(span);
      const std::uint32_t way = way_by(arguments);
      if (const auto* block = object.get<const Block*>())
        return on_way(call_method(session_, **block, method->name, std::move(arguments), span),
                      way);
      auto report = session_.sink.report<diag::TypeMismatch>(
          method->object->span, fmt::format("the value before `.{}(…)`", method->name.text),
          "a block", describe(object));
      advise_function(session_, report, *method, e, span);
      return error_value(span);
    }
    if (e.arguments.size() == 1 &&
        report_part_in_brackets(session_, scope_, *e.callee, *e.arguments.front(), span))
      return error_value(span);
    for (const ast::Expr* argument : e.arguments) arguments.push_back((*this)(*argument, nullptr));
    if (session_.recorder() != nullptr && std::holds_alternative<ast::NameExpr>(e.callee->node)) {
      session_.recorder()->use(
          e.callee->span,
          {.form = Meaning::Form::Function, .name = std::get<ast::NameExpr>(e.callee->node).name});
    }
    if (any_error(arguments)) return error_value(span);
    if (const auto* function = std::get_if<ast::NameExpr>(&e.callee->node)) {
      const std::uint32_t way = way_by(arguments);
      return on_way(
          call_function(session_, function->name, e.callee->span, std::move(arguments), span), way);
    }
    session_.sink.report<diag::TypeMismatch>(e.callee->span, "the part before `(…)`",
                                             "the name of a function or a method", "an expression");
    return error_value(span);
  }

  static bool any_error(const std::vector<Value>& values) {
    return std::any_of(values.begin(), values.end(), [](const Value& v) { return v.is_error(); });
  }

  Value list(const ast::ListExpr& e, Span span, const Type* expected) {
    std::vector<Value> items;
    items.reserve(e.items.size());
    const Type* element = element_of(expected, TypeAlternative::Form::List);
    if (report_unquoted_items(session_, scope_, e, element)) return error_value(span);
    for (const ast::Expr* item : e.items) items.push_back((*this)(*item, element));
    return {List{std::move(items)}, span, false};
  }

  Value object(const ast::ObjectExpr& e, Span span, const Type* expected) {
    if (report_function_object(session_, e, span, expected)) return error_value(span);
    Object result;
    const Type* element = element_of(expected, TypeAlternative::Form::Map);
    std::map<std::string_view, Span> names;
    for (const ast::ObjectEntry& entry : e.entries) {
      const std::optional<ast::Ident> name =
          entry_name(session_, scope_, entry.key, entry.computed);
      if (!name || !session_.work.text(name->span, name->text.size())) continue;
      const auto [same, fresh] = names.try_emplace(name->text, name->span);
      if (!fresh) {
        report_repeated_entry(session_, *name, same->second);
      } else {
        result.entries.emplace_back(name->text, (*this)(*entry.value, element));
      }
    }
    return {std::move(result), span, false};
  }

  Value binary(const ast::BinaryExpr& e, Span span) {
    if (report_unquoted_text(session_, scope_, e, span)) return error_value(span);
    const Value left = (*this)(*e.left, wanted_beside(session_, scope_, e, *e.right, *e.left));
    if (session_.recorder() != nullptr && left.is_error()) (void)(*this)(*e.right, nullptr);
    if (left.is_error()) return error_value(span);
    // `&&` and `||` do not evaluate their right side if the left one decides.
    if (const auto* known = left.get<bool>()) {
      if ((e.op == ast::BinaryOp::And && !*known) || (e.op == ast::BinaryOp::Or && *known)) {
        if (session_.recorder() != nullptr) (void)(*this)(*e.right, nullptr);
        return located(left, span);
      }
    }
    const Value right = (*this)(*e.right, wanted_beside(session_, scope_, e, *e.left, *e.right));
    if (right.is_error()) return error_value(span);
    return on_way(
        apply_binary(session_, e, left, right, span),
        session_.program.ways.given(left.span, session_.program.ways.given(right.span, way_)));
  }

  Value unary(const ast::UnaryExpr& e, Span span) {
    Value operand = (*this)(*e.operand, nullptr);
    const std::uint32_t way = session_.program.ways.given(operand.span, way_);
    return on_way(apply_unary(session_, e.op, std::move(operand), span), way);
  }

  Value ternary(const ast::TernaryExpr& e, Span span, const Type* expected) {
    const std::optional<bool> condition =
        evaluate_condition(session_, scope_, *e.condition, "the condition of `? :`");
    if (!condition && session_.recorder() != nullptr) {
      (void)(*this)(*e.yes, expected);
      (void)(*this)(*e.no, expected);
    }
    if (!condition) return error_value(span);
    session_.sink.note_passage(e.yes->span, *condition);
    session_.sink.note_passage(e.no->span, !*condition);
    // In a branch that is not taken, only misspelt names are reported, so that they show in every
    // environment.
    const std::size_t mark = session_.sink.diagnostics().size();
    (void)(*this)(*condition ? *e.no : *e.yes, expected);
    session_.sink.keep_since(mark, [](const Diagnostic& d) {
      return d.code == diag::UnknownName::code || d.code == diag::UnknownSymbol::code ||
             d.code == diag::UnknownAttribute::code;
    });
    return (*this)(*condition ? *e.yes : *e.no, expected);
  }

  Session& session_;
  const Scope& scope_;
  std::uint32_t way_;  // of the value that is read here
};

}  // namespace

Value evaluate(Session& session, const Scope& scope, const ast::Expr& expr, const Type* expected) {
  return Evaluator(session, scope)(expr, expected);
}

}  // namespace svc::sema
