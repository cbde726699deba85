#include "sema/recorder.h"

#include "sema/components.h"
#include "sema/scope.h"

namespace svc::sema {

std::size_t Recorder::number(const Scope& scope) {
  const auto [at, fresh] = numbers_.emplace(&scope, pending_.size());
  if (fresh) pending_.push_back(&scope);
  return at->second;
}

void Recorder::place(const Members& members, const Scope& scope, const KindDecl* kind,
                     const FieldDecl* map) {
  places.try_emplace(&members, RecordedPlace{number(scope), kind, map});
}

void Recorder::expr(const ast::Expr& expr, const Scope& scope, const Type* expected) {
  exprs.try_emplace(&expr, RecordedExpr{number(scope), expected});
}

Span Recorder::own(const void* decl) const {
  const auto found = own_.find(decl);
  return found == own_.end() ? Span{} : found->second;
}

namespace {

using Visible = VisibleName::Form;

// The names of an instance that can be read from outside: its outputs and the blocks of its body.
// They are put in a scope of their own.
bool is_part(const Binding& binding) {
  return binding.form == Binding::Form::Block || binding.form == Binding::Form::Instance;
}

}  // namespace

void Recorder::finish() {
  const auto visible = [this](const std::string& name, const Binding& binding) {
    VisibleName made{.name = name, .declaration = binding.span, .value = {}};
    switch (binding.form) {
      case Binding::Form::Let:
        made.form = Visible::Let;
        made.value = binding.value;
        break;
      case Binding::Form::Value:
        made.form = Visible::Value;
        made.value = binding.value;
        break;
      case Binding::Form::Parameter:
        made.form = Visible::Parameter;
        made.parameter = binding.parameter;
        break;
      case Binding::Form::Removed:
      case Binding::Form::Unsupported:
      case Binding::Form::Block:
        made.form = Visible::Block;
        made.block = binding.block;
        made.kind = binding.block == nullptr ? nullptr : binding.block->kind;
        break;
      case Binding::Form::Component:
        made.form = Visible::Component;
        made.kind = &binding.component->kind->decl;
        break;
      case Binding::Form::Module:
        made.form = Visible::Module;
        made.scope = number(*binding.scope);
        break;
      case Binding::Form::Instance:
        made.form = Visible::Instance;
        made.block = binding.instance->block;
        made.kind = made.block->kind;
        break;
    }
    return made;
  };
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, const Instance*>>
      instances;  // (scope, name) → the instance with these parts
  for (std::size_t i = 0; i < pending_.size(); ++i) {  // grows: parents and imports are scopes too
    RecordedScope made;
    if (pending_[i]->parent != nullptr) made.parent = number(*pending_[i]->parent);
    for (const Scope* import : pending_[i]->imports) made.imports.push_back(number(*import));
    for (const auto& [name, binding] : pending_[i]->names) {
      if (binding.form == Binding::Form::Instance)
        instances.push_back({{i, made.names.size()}, binding.instance});
      made.names.push_back(visible(name, binding));
    }
    scopes.push_back(std::move(made));
  }
  for (const auto& [where, instance] : instances) {
    RecordedScope parts;
    if (instance->outputs != nullptr) {
      for (const auto& [name, binding] : instance->outputs->names)
        parts.names.push_back(visible(name, binding));
    }
    if (instance->inner != nullptr) {
      for (const auto& [name, binding] : instance->inner->names) {
        if (is_part(binding)) parts.names.push_back(visible(name, binding));
      }
    }
    VisibleName& name = scopes[where.first].names[where.second];
    if (instance->self != nullptr) name.block = instance->self;
    name.scope = scopes.size();
    scopes.push_back(std::move(parts));
  }
}

}  // namespace svc::sema
