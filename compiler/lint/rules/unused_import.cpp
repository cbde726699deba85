// An `import` of a file without any use of its names.
#include <algorithm>

#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

// The names that a file exports. Blocks and outputs do not count: they belong to the program
// wherever they are.
bool only_names(const ast::Ast& file) {
  return std::all_of(file.items.begin(), file.items.end(), [](const ast::Member* member) {
    return std::holds_alternative<ast::Let>(member->node) ||
           std::holds_alternative<ast::Component>(member->node) ||
           std::holds_alternative<ast::Import>(member->node);
  });
}

bool mentions(const Words& words, const ast::Ast& file) {
  return std::any_of(file.items.begin(), file.items.end(), [&](const ast::Member* member) {
    if (const auto* let = std::get_if<ast::Let>(&member->node))
      return words.contains(let->name.text);
    if (const auto* component = std::get_if<ast::Component>(&member->node))
      return words.contains(component->name.text);
    return false;
  });
}

void check_unused_import(const Files& files, Sink& sink) {
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    const Words words = words_of(module.ast->items);
    for (const sema::Module::Import& import : module.imports) {
      if (import.module == sema::Module::Import::kUnreadable) continue;
      const ast::Ast& file = *files.modules[import.module].ast;
      const std::string_view alias = import.syntax->alias.text;
      const bool used = alias.empty() ? mentions(words, file) : words.contains(alias);
      if (used || !only_names(file)) continue;
      const auto member = std::find_if(module.ast->items.begin(), module.ast->items.end(),
                                       [&](const ast::Member* m) {
                                         return std::get_if<ast::Import>(&m->node) == import.syntax;
                                       });
      sink.report<diag::UnusedImport>(
              import.syntax->path->span,
              files.sources[module.ast->file].text(import.syntax->path->span))
          .help("remove the import")
          .repair("Remove the import", {removal(files.sources, **member)})
          .tag(Tag::Unnecessary);
    }
  }
}

}  // namespace

constinit const Rule unused_import = {
    .code = diag::UnusedImport::code,
    .about = "A file that is read for nothing makes readers look for what it is needed for.",
    .files = check_unused_import,
};

}  // namespace svc::lint::rules
