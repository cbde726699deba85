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

Within::Within(Session& session, const Scope& scope) : sink_(session.sink) {
  const Instance* innermost = scope.inside();
  const Span place = innermost == nullptr ? Span{} : innermost->block->span;
  const std::vector<Related>& now = sink_.context();
  if (now.empty() ? innermost == nullptr : now.front().span == place)
    return;  // nearly always: nothing changes
  std::vector<Related> places;
  for (const Instance* at = innermost; at != nullptr; at = at->outer->inside())
    places.push_back(
        {at->block->span, fmt::format("`{}` is made of the component here", at->block->name)});
  before_ = now;
  changed_ = true;
  sink_.set_context(std::move(places));
}

Within::~Within() {
  if (changed_) sink_.set_context(std::move(before_));
}

}  // namespace svc::sema
