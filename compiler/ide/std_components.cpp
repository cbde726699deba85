#include "ide/std_components.h"

#include <fmt/format.h>

#include "driver/imports.h"
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
  std::uint32_t at = 0;
  for (const ast::Member* member : tree.items) {
    if (std::holds_alternative<ast::Import>(member->node)) at = member->span.end;
  }
  const std::string line = fmt::format("import \"{}\"", path);
  return {location_of(sources, {tree.file, at, at}), at == 0 ? line + "\n" : "\n" + line};
}

}  // namespace svc::ide
