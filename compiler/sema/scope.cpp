#include "sema/scope.h"

namespace svc::sema {

Binding* Scope::find(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    const auto found = scope->names.find(name);
    if (found != scope->names.end()) return &found->second;
  }
  return nullptr;
}

std::vector<std::string_view> Scope::visible() const {
  std::vector<std::string_view> all;
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    for (const auto& [name, binding] : scope->names) all.push_back(name);
  }
  return all;
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

}  // namespace svc::sema
