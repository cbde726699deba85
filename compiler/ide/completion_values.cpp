// Completion of values: names that fit, symbols, units, functions, attributes.
#include <fmt/format.h>

#include <functional>

#include "explain/values.h"
#include "ide/completer.h"
#include "ide/describe.h"
#include "plan/facts.h"
#include "sema/builtins.h"
#include "sema/types.h"

namespace svc::ide {

namespace {

using sema::Scalar;
using sema::Type;
using sema::TypeAlternative;
using Visible = sema::VisibleName;

bool takes(const Type& type, Scalar scalar) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [scalar](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar &&
                              (a.scalar == scalar || a.scalar == Scalar::Any);
                     });
}

bool takes_kind(const Type& type, std::string_view kind) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [kind](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Kind && a.name == kind;
                     });
}

bool wants_only_kinds(const Type& type) {
  return !type.alternatives.empty() &&
         std::all_of(
             type.alternatives.begin(), type.alternatives.end(),
             [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Kind; });
}

// Whether a known value could be used where the type is expected.
bool fits(const sema::Value& value, const Type& type) {
  if (const auto* block = value.get<const sema::Block*>())
    return takes_kind(type, (*block)->kind->name);
  if (value.get<std::int64_t>() != nullptr)
    return takes(type, Scalar::Int) || takes(type, Scalar::Number) || takes(type, Scalar::Port);
  if (value.get<bool>() != nullptr) return takes(type, Scalar::Bool);
  if (value.get<double>() != nullptr) return takes(type, Scalar::Number);
  if (value.get<sema::Duration>() != nullptr) return takes(type, Scalar::Duration);
  if (value.get<sema::Size>() != nullptr) return takes(type, Scalar::Size);
  if (value.get<sema::Cpu>() != nullptr) return takes(type, Scalar::Cpu);
  if (value.get<sema::Percent>() != nullptr) return takes(type, Scalar::Percent);
  if (value.get<sema::Cidr>() != nullptr)
    return takes(type, Scalar::Cidr) || takes(type, Scalar::Ip);
  if (value.get<sema::Range>() != nullptr) return takes(type, Scalar::Range);
  const bool text =
      value.get<std::string>() != nullptr || value.get<sema::Interpolation>() != nullptr ||
      value.get<sema::AttributeRef>() != nullptr || value.get<sema::MethodCall>() != nullptr;
  if (text)
    return takes(type, Scalar::String) || takes(type, Scalar::Name) || takes(type, Scalar::Arn) ||
           takes(type, Scalar::Image) || takes(type, Scalar::Schedule);
  if (value.get<sema::List>() != nullptr)
    return std::any_of(
        type.alternatives.begin(), type.alternatives.end(),
        [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::List; });
  return false;
}

// The type of the items, if one of the alternatives is a list.
const Type* element_of(const Type& type) {
  const auto list =
      std::find_if(type.alternatives.begin(), type.alternatives.end(),
                   [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::List; });
  return list == type.alternatives.end() ? nullptr : list->element;
}

bool overlap(const Type& a, const Type& b) {
  return std::any_of(a.alternatives.begin(), a.alternatives.end(), [&](const TypeAlternative& x) {
    return std::any_of(b.alternatives.begin(), b.alternatives.end(), [&](const TypeAlternative& y) {
      return x.form == y.form &&
             (x.form == TypeAlternative::Form::Scalar ? x.scalar == y.scalar : x.name == y.name);
    });
  });
}

struct UnitRow {
  Scalar scalar;
  std::string_view unit;
  std::string_view doc;
};
constexpr std::array kUnits = {
    UnitRow{Scalar::Duration, "s", "seconds"},       UnitRow{Scalar::Duration, "min", "minutes"},
    UnitRow{Scalar::Duration, "h", "hours"},         UnitRow{Scalar::Duration, "d", "days"},
    UnitRow{Scalar::Duration, "ms", "milliseconds"}, UnitRow{Scalar::Size, "MiB", "mebibytes"},
    UnitRow{Scalar::Size, "GiB", "gibibytes"},       UnitRow{Scalar::Size, "KiB", "kibibytes"},
    UnitRow{Scalar::Size, "TiB", "tebibytes"},       UnitRow{Scalar::Cpu, "vcpu", "virtual CPUs"},
    UnitRow{Scalar::Percent, "%", "percent"},
};

}  // namespace

const Type* Completer::expected() const {
  static constexpr TypeAlternative kTruth{.form = TypeAlternative::Form::Scalar,
                                          .scalar = Scalar::Bool};
  static const Type kBool{{&kTruth, 1}};
  const auto found = expr_ == nullptr ? recorder().exprs.end() : recorder().exprs.find(expr_);
  const Type* wanted = found == recorder().exprs.end() ? nullptr : found->second.expected;
  return wanted == nullptr && slot_.wants_bool ? &kBool : wanted;
}

void Completer::values() {
  const Type* wanted = expected();
  if (slot_.digits) return units(wanted);
  if (target_block(path_) != nullptr) target_values(true);
  sizes();
  if (wanted != nullptr) typed(*wanted);
  texts(true);
  if (const auto* allow = member_ == nullptr ? nullptr : std::get_if<ast::Allow>(&member_->node))
    return grantable(*allow);
  names(scope(), wanted);
  importable(wanted, false);
  if (wanted == nullptr || !wants_only_kinds(*wanted)) functions(wanted);
}

// The possible targets of a permission; those with the allowed verbs come first.
void Completer::grantable(const ast::Allow& allow) {
  std::vector<std::string_view> verbs;
  const auto verb = [&verbs](const ast::Expr& expr) {
    if (const auto* name = std::get_if<ast::NameExpr>(&expr.node)) verbs.push_back(name->name);
  };
  if (allow.actions != nullptr) {
    verb(*allow.actions);
    if (const auto* list = std::get_if<ast::ListExpr>(&allow.actions->node))
      std::for_each(list->items.begin(), list->items.end(),
                    [&](const ast::Expr* item) { verb(*item); });
  }
  each_visible(scope(), [&](const Visible& name) {
    const bool block =
        name.form == Visible::Form::Block && name.kind != nullptr && !name.kind->verbs.empty();
    if (!block && name.form != Visible::Form::Value && name.form != Visible::Form::Module) return;
    const bool fit = block && std::all_of(verbs.begin(), verbs.end(), [&](std::string_view one) {
                       return name.kind->verb(one) != nullptr;
                     });
    add(Form::Name, name.name, fit ? Rank::Fits : Rank::Last).detail =
        name.kind == nullptr ? std::string() : std::string(name.kind->name);
  });
}

// The allowed words for the value, depending on its neighbors: for an alarm's `metric`, the metrics
// of the watched block. Empty: any.
std::vector<std::string_view> Completer::fitting_words() const {
  const auto* field = member_ == nullptr ? nullptr : std::get_if<ast::Field>(&member_->node);
  if (field == nullptr || field->name.text != "metric") return {};
  const sema::Block* block = block_around();
  if (block == nullptr || block->kind->field("of") == nullptr) return {};
  const auto* of = (*block)["of"].get<const sema::Block*>();
  return of == nullptr ? std::vector<std::string_view>() : plan::metrics_of((*of)->kind->name);
}

// The symbols of a type. If a list is expected and not started, one of its items in brackets.
void Completer::typed(const Type& expected) {
  const std::vector<std::string_view> fitting = fitting_words();
  for (const TypeAlternative& a : expected.alternatives) {
    if (!fitting.empty() && std::find(fitting.begin(), fitting.end(), a.name) == fitting.end())
      continue;
    if (a.form == TypeAlternative::Form::Symbol)
      add(Form::Symbol, a.name, Rank::Needed).detail = sema::type_text(expected);
    for (const TypeAlternative& item : a.form == TypeAlternative::Form::List
                                           ? a.element->alternatives
                                           : std::span<const TypeAlternative>()) {
      if (item.form != TypeAlternative::Form::Symbol) continue;
      CompletionItem& made = add(Form::Symbol, item.name, Rank::Needed);
      made.insert = fmt::format("[{}]", item.name);
      made.detail = sema::type_text(expected);
    }
  }
  if (!takes(expected, Scalar::Bool) || takes(expected, Scalar::Any)) return;
  const Rank rank =
      slot_.wants_bool ? Rank::Likely : Rank::Needed;  // they are rarely useful as a condition
  add(Form::Value, "true", rank);
  add(Form::Value, "false", rank);
}

void Completer::names(std::size_t scope, const Type* expected, bool only_fitting) {
  const Type* element = expected == nullptr ? nullptr : element_of(*expected);
  each_visible(scope, [&](const Visible& name) {
    if (name.form == Visible::Form::Component) return;
    bool fit = expected == nullptr;
    bool as_item = false;  // it fits in brackets
    std::string detail;
    std::string_view kind = name.kind == nullptr ? std::string_view() : name.kind->name;
    if (name.block != nullptr) kind = name.block->kind->name;
    switch (name.form) {
      case Visible::Form::Block:
      case Visible::Form::Instance:
        fit = fit || takes_kind(*expected, kind);
        as_item = !fit && element != nullptr && takes_kind(*element, kind);
        detail = kind;
        break;
      case Visible::Form::Parameter:
        fit = fit || overlap(name.parameter->type, *expected);
        detail = "param: " + sema::type_text(name.parameter->type);
        break;
      case Visible::Form::Let:
      case Visible::Form::Value:
        fit = fit || fits(name.value, *expected);
        detail = name.value.present() && !name.value.is_error() ? sema::value_text(name.value)
                                                                : std::string();
        if (detail.size() > 60) detail = detail.substr(0, 57) + "...";
        break;
      case Visible::Form::Module:
        detail = "file";
        fit = false;
        break;
      case Visible::Form::Component:
        break;
    }
    const auto* let = member_ == nullptr ? nullptr : std::get_if<ast::Let>(&member_->node);
    const auto* param = member_ == nullptr ? nullptr : std::get_if<ast::Param>(&member_->node);
    if ((let != nullptr && let->name.span == name.declaration) ||
        (param != nullptr && param->name.span == name.declaration))
      return;  // nothing is made of itself
    const Declaration* declared = program_.declarations().at(name.declaration);
    // A block of another kind may have an attribute that fits.
    const bool unknown =
        !name.value.present() && name.block == nullptr && name.form != Visible::Form::Parameter;
    const bool leads = kind.empty()
                           ? unknown
                           : !(expected != nullptr && wants_only_kinds(*expected)) &&
                                 (expected == nullptr || takes(*expected, Scalar::String) ||
                                  takes(*expected, Scalar::Arn) || takes(*expected, Scalar::Image));
    if (only_fitting && !fit && !unknown && name.form != Visible::Form::Module) return;
    CompletionItem& item = add(Form::Name, name.name,
                               (fit && expected != nullptr) || as_item ? Rank::Fits
                               : fit || leads                          ? Rank::Likely
                                                                       : Rank::Last);
    if (as_item) item.insert = fmt::format("[{}]", name.name);
    item.detail = std::move(detail);
    if (declared != nullptr && declared->member != nullptr)
      item.documentation = declared->member->doc.text;
  });
  if (expected != nullptr && wants_only_kinds(*expected)) return;
  for (const std::string_view object : {"environment", "app", "aws"}) {
    CompletionItem& item = add(Form::Name, object, Rank::Last);
    item.documentation =
        describe_meaning(program_, {.form = sema::Meaning::Form::Builtin, .name = object});
  }
}

void Completer::units(const Type* expected) {
  const std::string number(variant_->sources()[point_.file].path().empty()
                               ? ""
                               : program_.sources()[point_.file].text().substr(
                                     slot_.begin, point_.offset - slot_.begin));
  const std::size_t digits = number.find_first_not_of("0123456789_");
  const std::string value = number.substr(0, digits);
  // `0.5`: the word is the part after the point.
  for (const UnitRow& row : kUnits) {
    if (expected != nullptr && !takes(*expected, row.scalar)) continue;
    CompletionItem& item = add(Form::Unit, value + std::string(row.unit), Rank::Fits);
    item.detail = row.doc;
  }
}

void Completer::functions(const Type* expected) {
  const bool rules = std::any_of(
      program_.modules().begin(), program_.modules().end(), [&](const sema::Module& module) {
        return module.ast->file == point_.file && module.policy != sema::Module::Policy::None;
      });
  for (const sema::FunctionInfo& function : sema::functions()) {
    if (function.in_policies && !rules) continue;
    const std::string_view result = function.signature.substr(
        std::min(function.signature.rfind(": ") + 2, function.signature.size()));
    const Scalar* scalar = sema::find_scalar(result);
    const bool fit = expected != nullptr && scalar != nullptr && *scalar != Scalar::String &&
                     *scalar != Scalar::Any && takes(*expected, *scalar);
    add_snippet(Form::Function, function.name, fit ? Rank::Likely : Rank::Last,
                fmt::format("{}($0)", function.name), std::string(function.signature),
                describe_function(function.name));
  }
}

void Completer::attributes() {
  const auto* access = expr_ == nullptr ? nullptr : std::get_if<ast::MemberExpr>(&expr_->node);
  if (access == nullptr) {
    if (slot_.kind == SlotKind::Attribute && slot_.begin >= 2) {  // `0.`: a number that continues
      const char before = program_.sources()[point_.file].text()[slot_.begin - 2];
      if (before >= '0' && before <= '9') units(nullptr);
    }
    return;
  }
  const auto* name = std::get_if<ast::NameExpr>(&access->object->node);
  const sema::VisibleName* visible = name == nullptr ? nullptr : find_visible(scope(), name->name);
  if (visible != nullptr && visible->form == Visible::Form::Module) {
    const Type* wanted = expected();
    for (const Visible& one : recorder().scopes[visible->scope].names) {
      if (one.form == Visible::Form::Module || one.form == Visible::Form::Component) continue;
      const bool fit =
          wanted == nullptr || (one.kind != nullptr && takes_kind(*wanted, one.kind->name));
      add(Form::Name, one.name, fit ? Rank::Fits : Rank::Last).detail =
          one.kind == nullptr ? std::string() : std::string(one.kind->name);
    }
    return;
  }
  if (visible != nullptr && visible->form == Visible::Form::Instance &&
      visible->scope < recorder().scopes.size()) {
    for (const Visible& part : recorder().scopes[visible->scope].names) {
      CompletionItem& item = add(Form::Attribute, part.name, Rank::Fits);
      item.detail = part.kind != nullptr ? std::string(part.kind->name) : "output";
    }
    if (visible->block != nullptr) attributes_of_block(*visible->block);
    return;
  }
  for (const sema::BuiltinInfo& builtin : sema::builtins()) {
    if (visible != nullptr || name == nullptr || builtin.object != name->name) continue;
    CompletionItem& item = add(Form::Attribute, builtin.name, Rank::Fits);
    item.documentation = builtin.doc;
    item.detail = builtin.deferred ? "known at deployment" : "string";
  }
  if (!result_.items.empty()) return;
  if (const sema::Value* value = value_at(access->object->span))
    attributes_of(*value);
  else if (visible != nullptr && visible->block != nullptr)
    attributes_of_block(*visible->block);
}

void Completer::attributes_of(const sema::Value& value) {
  if (const auto* object = value.get<sema::Object>()) {
    for (const auto& [key, entry] : object->entries)
      add(Form::Attribute, key, Rank::Fits).detail = sema::value_text(entry);
  } else if (const auto* block = value.get<const sema::Block*>()) {
    attributes_of_block(**block);
  } else if (const auto* parameter = value.get<sema::ParameterRef>()) {
    for (const TypeAlternative& a : parameter->parameter->type.alternatives) {
      const sema::KindDecl* kind =
          a.form == TypeAlternative::Form::Kind ? sema::find_kind(a.name) : nullptr;
      for (const sema::AttributeDecl& attribute :
           kind == nullptr ? std::span<const sema::AttributeDecl>() : kind->attributes)
        add(Form::Attribute, attribute.name, Rank::Fits);
    }
  }
}

void Completer::attributes_of_block(const sema::Block& block) {
  if (block.kind->name == "raw") return target_attributes(block);
  const Type* wanted = expected();
  const auto rank = [wanted](const Type& type) {
    return wanted == nullptr || overlap(*wanted, type) || takes(*wanted, Scalar::Any)
               ? Rank::Fits
               : Rank::Likely;
  };
  for (const sema::AttributeDecl& attribute : block.kind->attributes) {
    CompletionItem& item = add(Form::Attribute, attribute.name, rank(attribute.type));
    item.detail = sema::type_text(attribute.type);
    item.documentation = describe_attribute(*block.kind, attribute);
  }
  for (const sema::Block* group : block.nested("subnets")) {
    if (block.kind->attribute(group->name) == nullptr)
      add(Form::Attribute, group->name, Rank::Fits).detail = "subnets";
  }
  for (const sema::MethodDecl& method : block.kind->methods) {
    add_snippet(Form::Method, method.name, rank(method.result), fmt::format("{}($0)", method.name),
                explain::method_head(method), describe_method(method));
  }
}

// `in` and `for` in the head of a block.
void Completer::clause() {
  const auto* block = member_ == nullptr ? nullptr : std::get_if<ast::Block>(&member_->node);
  const sema::KindDecl* kind = block == nullptr ? nullptr : sema::find_kind(block->kind.text);
  if (kind == nullptr && block != nullptr) {
    const sema::VisibleName* component = find_visible(scope(), block->kind.text);
    kind = component == nullptr ? nullptr : component->kind;
  }
  for (const ast::Clause& written :
       block == nullptr ? std::vector<ast::Clause>() : block->clauses) {
    if (expr_ == nullptr || written.reference != expr_ || kind == nullptr) continue;
    for (const sema::ClauseDecl& decl : kind->clauses) {
      if ((decl.keyword == sema::ClauseDecl::Keyword::In) !=
          (written.keyword == ast::ClauseKeyword::In))
        continue;
      typed(decl.type);
      each_visible(scope(), [&](const Visible& name) {
        const bool module = name.form == Visible::Form::Module;
        if (module || (name.kind != nullptr && takes_kind(decl.type, name.kind->name)))
          add(Form::Name, name.name, module ? Rank::Last : Rank::Fits).detail =
              name.kind == nullptr ? "file" : std::string(name.kind->name);
        if (name.form == Visible::Form::Value && fits(name.value, decl.type))
          add(Form::Name, name.name, Rank::Fits);
      });
    }
  }
}

void Completer::types() {
  // The `in` of a component takes kinds alone.
  const int scalars = member_ != nullptr && std::holds_alternative<ast::Component>(member_->node)
                          ? 0
                          : static_cast<int>(Scalar::Schedule) + 1;
  for (int i = 0; i < scalars; ++i)
    add(Form::Type, sema::scalar_name(static_cast<Scalar>(i)), Rank::Fits);
  for (const sema::KindDecl* kind : sema::builtin_kinds()) {
    add(Form::Type, kind->name, Rank::Likely).documentation = describe_kind(*kind, false);
  }
}

// After `allow`: the verbs of the resource after `on`, or of all visible resources.
void Completer::verbs() {
  const auto* allow = member_ == nullptr ? nullptr : std::get_if<ast::Allow>(&member_->node);
  std::vector<const sema::KindDecl*> kinds;
  const sema::Value* target =
      allow == nullptr || allow->resources == nullptr ? nullptr : value_at(allow->resources->span);
  if (const auto* block = target == nullptr ? nullptr : target->get<const sema::Block*>()) {
    kinds.push_back((*block)->kind);
  } else {
    each_visible(scope(), [&](const Visible& name) {
      if (name.form == Visible::Form::Block && name.kind != nullptr &&
          std::find(kinds.begin(), kinds.end(), name.kind) == kinds.end())
        kinds.push_back(name.kind);
    });
  }
  std::vector<std::string_view> written;
  const auto* list = allow == nullptr || allow->actions == nullptr
                         ? nullptr
                         : std::get_if<ast::ListExpr>(&allow->actions->node);
  for (const ast::Expr* item : list == nullptr ? std::vector<const ast::Expr*>() : list->items) {
    if (const auto* name = std::get_if<ast::NameExpr>(&item->node)) written.push_back(name->name);
  }
  for (const sema::KindDecl* kind : kinds) {
    for (const sema::VerbDecl& verb : kind->verbs) {
      const bool known =
          std::any_of(result_.items.begin(), result_.items.end(),
                      [&](const CompletionItem& item) { return item.label == verb.name; });
      if (known || std::find(written.begin(), written.end(), verb.name) != written.end()) continue;
      CompletionItem& item = add(Form::Verb, verb.name, Rank::Fits);
      item.detail = fmt::format("on {}", kind->name);
      item.documentation = describe_verb(*kind, verb);
      if (!slot_.in_list && (target == nullptr || target->get<const sema::Block*>() == nullptr)) {
        item.insert = fmt::format("{} on $0", verb.name);
        item.snippet = true;
      }
    }
  }
}

}  // namespace svc::ide
