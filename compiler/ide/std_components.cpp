#include "ide/std_components.h"

#include "driver/imports.h"
#include "syntax/import_edit.h"
#include "syntax/parse.h"

namespace svc::ide {

std::vector<StdComponent> missing_std_components(const LiveProgram& program) {
  std::vector<StdComponent> found;
  for (const std::string_view file : driver::std_names()) {
    if (program.find(std::string(file) + ".svc")) continue;
    Result<std::string> text = driver::read_std(file);
    if (!text) continue;
    Sources sources;
    Sink nobody;
    const SourceId id = sources.add(SourceFile(std::string(file), std::move(text).value()));
    const ast::Ast library = syntax::parse(sources, id, nobody);
    for (const ast::Member* member : library.items) {
      const auto* component = std::get_if<ast::Component>(&member->node);
      if (component == nullptr) continue;
      found.push_back({std::string(file), std::string(component->name.text),
                       component->clause_type == nullptr ? std::string()
                                                         : std::string(component->clause_name.text),
                       member->doc.text});
    }
  }
  return found;
}

TextEdit import_edit(const Sources& sources, const ast::Ast& tree, std::string_view path) {
  const Edit edit = syntax::import_edit(sources, tree, path);
  return {location_of(sources, edit.span), edit.text};
}

}  // namespace svc::ide
