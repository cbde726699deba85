#include "sema/linking.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "diagnostics/codes/names.h"

namespace svc::sema {

void link_imports(Session& session) {
  for (std::size_t i = 0; i < session.input.modules.size(); ++i) {
    Scope& scope = session.scopes[i];
    scope.incomplete = scope.incomplete || !session.input.modules[i].ast->balanced;
    for (const Module::Import& import : session.input.modules[i].imports) {
      const ast::Ident alias = import.syntax->alias;
      if (import.module ==
          Module::Import::kUnreadable) {  // reported; its names are not reported as unknown
        if (alias.text.empty())
          scope.incomplete = true;
        else
          declare(session, scope, std::string(alias.text),
                  {.form = Binding::Form::Unsupported, .span = alias.span, .value = {}});
        continue;
      }
      const Scope& imported = session.scopes[import.module];
      scope.incomplete = scope.incomplete || !session.input.modules[import.module].ast->balanced;
      if (!alias.text.empty()) {
        declare(
            session, scope, std::string(alias.text),
            {.form = Binding::Form::Module, .span = alias.span, .scope = &imported, .value = {}});
      } else if (std::find(scope.imports.begin(), scope.imports.end(), &imported) ==
                 scope.imports.end()) {
        scope.imports.push_back(&imported);
      }
    }
  }
}

namespace {

// Whether two files declare the same name. Few programs do, and only then is it worth a look which
// files see both.
bool some_name_is_shared(const Session& session) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < session.input.modules.size(); ++i) {
    for (const auto& [name, binding] : session.scopes[i].names) {
      if (!seen.insert(name).second) return true;
    }
  }
  return false;
}

}  // namespace

void report_shared_names(Session& session) {
  if (!some_name_is_shared(session)) return;
  for (std::size_t i = 0; i < session.input.modules.size(); ++i) {
    std::map<std::string_view, const Binding*> seen;
    const auto look = [&](const Scope& scope) {
      for (const auto& [name, binding] : scope.names) {
        const auto [at, fresh] = seen.emplace(name, &binding);
        const bool blocks = binding.form == Binding::Form::Block ||
                            binding.form == Binding::Form::Instance ||
                            binding.form == Binding::Form::Parameter;
        if (fresh || binding.form == Binding::Form::Module ||
            (blocks && at->second->form == binding.form))
          continue;
        session.sink.report<diag::DuplicateName>(binding.span, name)
            .related(at->second->span, "it is declared here first")
            .help("give one of them another name, or import the file `as` an alias");
      }
    };
    look(session.scopes[i]);
    for (const Scope* import : session.scopes[i].imports) look(*import);
  }
}

}  // namespace svc::sema
