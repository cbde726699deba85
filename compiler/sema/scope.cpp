#include "sema/scope.h"

#include "base/overloaded.h"
#include "diagnostics/codes/names.h"
#include "sema/components.h"

namespace svc::sema {

Binding* Scope::find(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    const auto found = scope->names.find(name);
    if (found != scope->names.end()) return &found->second;
    for (const Scope* import : scope->imports) {
      const auto imported = import->names.find(name);
      if (imported != import->names.end() && imported->second.form != Binding::Form::Module)
        return &imported->second;
    }
  }
  return nullptr;
}

std::vector<std::string_view> Scope::visible() const {
  std::vector<std::string_view> all;
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    for (const auto& [name, binding] : scope->names) all.push_back(name);
    for (const Scope* import : scope->imports) {
      for (const auto& [name, binding] : import->names) all.push_back(name);
    }
  }
  return all;
}

bool Scope::is_incomplete() const {
  const Scope* scope = this;
  while (scope->parent != nullptr) scope = scope->parent;
  return scope->incomplete;
}

bool Scope::in_loop() const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    if (scope->iteration.valid()) return true;
  }
  return false;
}

const Instance* Scope::inside() const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    if (scope->instance != nullptr) return scope->instance;
  }
  return nullptr;
}

std::uint32_t Scope::way() const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    if (scope->own_way != 0) return scope->own_way;
  }
  return 0;
}

bool declare(Session& session, Scope& scope, std::string name, Binding binding) {
  const Span span = binding.span;
  const auto [at, fresh] = scope.names.emplace(std::move(name), std::move(binding));
  if (!fresh) {
    session.sink.report<diag::DuplicateName>(span, at->first)
        .related(at->second.span, "it is declared here first")
        .help("give one of them another name");
  }
  return fresh;
}

const KindDecl* kind_named(const Scope& scope, std::string_view name) {
  if (const KindDecl* kind = find_kind(name)) return kind;
  const Binding* binding = scope.find(name);
  return binding != nullptr && binding->form == Binding::Form::Component
             ? &binding->component->kind->decl
             : nullptr;
}

void record_types(Session& session, const Scope& scope, const ast::TypeExpr& type) {
  const auto go = [&](const ast::TypeExpr* inner) {
    if (inner != nullptr) record_types(session, scope, *inner);
  };
  std::visit(overloaded{
                 [&](const ast::NamedType& named) {
                   if (const KindDecl* kind = kind_named(scope, named.name.text))
                     session.recorder()->kind(named.name.span, *kind);
                 },
                 [](const ast::SymbolType&) {},
                 [&](const ast::ListType& list) { go(list.element); },
                 [&](const ast::MapType& map) { go(map.element); },
                 [&](const ast::OptionalType& optional) { go(optional.base); },
                 [&](const ast::UnionType& list) {
                   for (const ast::TypeExpr* alternative : list.alternatives) go(alternative);
                 },
             },
             type.node);
}

std::string in_instance_text(std::string_view name) {
  return fmt::format("in the instance `{}`", name);
}

namespace {

// `in the iteration where `port` is 80`, for a number; else the item alone is shown.
std::string iteration_text(const Scope& scope) {
  if (scope.names.size() == 1) {
    const auto& [name, binding] = *scope.names.begin();
    if (const auto* number = binding.value.get<std::int64_t>())
      return fmt::format("in the iteration where `{}` is {}", name, *number);
  }
  return std::string(kIterationText);
}

}  // namespace

std::vector<Related> Within::places() const {
  std::vector<Related> found;
  for (const Scope* scope = &scope_; scope != nullptr;) {
    if (scope->iteration.valid())
      found.push_back({scope->iteration, iteration_text(*scope), RelatedKind::Iteration});
    if (scope->instance != nullptr) {
      found.push_back({scope->instance->block->span, in_instance_text(scope->instance->block->name),
                       RelatedKind::Instance});
      scope = scope->instance->outer;
    } else {
      scope = scope->parent;
    }
  }
  return found;
}

}  // namespace svc::sema
