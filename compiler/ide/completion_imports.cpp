// Completion of names that the file does not import yet, with the import that they need.
#include <fmt/format.h>

#include "base/paths.h"
#include "driver/imports.h"
#include "ide/completer.h"
#include "ide/std_components.h"
#include "sema/types.h"

namespace svc::ide {

namespace {

using sema::TypeAlternative;

// The path of `a/b/c.svc` as written in `a/x.svc`: `b/c.svc`. Nothing if it would leave the
// program's folder.
std::optional<std::string> relative_path(std::string_view root, std::string_view folder,
                                         const std::string& path) {
  const std::string base = folder.empty() ? std::string() : std::string(folder) + "/";
  if (path.starts_with(base)) return path.substr(base.size());
  const std::string top = root.empty() ? std::string() : std::string(root) + "/";
  if (!path.starts_with(top)) return std::nullopt;
  std::string up;
  std::string at(folder);
  while (!at.empty() && !path.starts_with(at + "/")) {
    up += "../";
    at = std::string(folder_of(at));
  }
  return up + path.substr(at.empty() ? 0 : at.size() + 1);
}

// Whether one file of the program imports another, directly or indirectly.
bool reads(const std::vector<sema::Module>& modules, std::size_t from, std::size_t to,
           std::vector<bool>& seen) {
  if (from == to) return true;
  if (seen[from]) return false;
  seen[from] = true;
  return std::any_of(modules[from].imports.begin(), modules[from].imports.end(),
                     [&](const sema::Module::Import& import) {
                       return import.module != sema::Module::Import::kUnreadable &&
                              reads(modules, import.module, to, seen);
                     });
}

// A block of that kind, or a list of them.
bool leads_to_kind(const sema::Type& type, std::string_view kind) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [kind](const TypeAlternative& a) {
                       return (a.form == TypeAlternative::Form::Kind && a.name == kind) ||
                              (a.form == TypeAlternative::Form::List && a.element != nullptr &&
                               leads_to_kind(*a.element, kind));
                     });
}

bool takes_text(const sema::Type& type) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar &&
                              (a.scalar == sema::Scalar::String || a.scalar == sema::Scalar::Any ||
                               a.scalar == sema::Scalar::Arn || a.scalar == sema::Scalar::Image);
                     });
}

}  // namespace

std::optional<std::string> Completer::import_path(const std::string& path) const {
  const std::string here = normal_path(program_.sources()[point_.file].path());
  return relative_path(folder_of(normal_path(program_.main_path())), folder_of(here), path);
}

// Declarations of other files that this file does not import but could, without an import cycle.
void Completer::importable(const sema::Type* expected, bool components) {
  const std::vector<sema::Module>& modules = program_.modules();
  const auto here =
      std::find_if(modules.begin(), modules.end(),
                   [this](const sema::Module& module) { return module.ast->file == point_.file; });
  if (here == modules.end()) return;
  const auto own = static_cast<std::size_t>(here - modules.begin());
  for (std::size_t i = 1; i < modules.size(); ++i) {  // no file imports the main file
    const bool imported =
        std::any_of(here->imports.begin(), here->imports.end(),
                    [i](const sema::Module::Import& import) { return import.module == i; });
    std::vector<bool> seen(modules.size());
    if (imported || modules[i].standard || reads(modules, i, own, seen)) continue;
    const std::optional<std::string> path =
        import_path(normal_path(program_.sources()[modules[i].ast->file].path()));
    if (!path) continue;
    for (const Declaration& declared : program_.declarations().all()) {
      if (declared.span.file != modules[i].ast->file || declared.container != nullptr ||
          declared.computed || declared.member == nullptr)
        continue;
      if (components != (declared.form == Declaration::Form::Component)) continue;
      const auto* block = std::get_if<ast::Block>(&declared.member->node);
      const bool value =
          declared.form == Declaration::Form::Let || declared.form == Declaration::Form::Param;
      if (!components && block == nullptr && !value) continue;
      if (expected != nullptr && !takes_text(*expected) &&
          !(block != nullptr && leads_to_kind(*expected, block->kind.text)))
        continue;
      CompletionItem& item =
          add(components ? Form::Component : Form::Name, declared.name, Rank::Possible);
      item.detail = fmt::format(
          "{} of \"{}\"", components ? std::string_view("component") : declared.word(), *path);
      item.documentation = declared.member->doc.text;
      item.more.push_back(import_edit(program_.sources(), *here->ast, *path));
      if (!components || !slot_.at_line_end) continue;
      const auto& component = std::get<ast::Component>(declared.member->node);
      const std::string clause = component.clause_type == nullptr
                                     ? ""
                                     : fmt::format(" in ${{2:{}}}", component.clause_name.text);
      item.insert = fmt::format("{} ${{1:name}}{} {{\n\t$0\n}}", declared.name, clause);
      item.snippet = true;
    }
  }
}

// Components of the standard library that are not imported yet: with the import.
void Completer::std_components() {
  for (const StdComponent& component : missing_std_components(program_)) {
    CompletionItem& item = add(Form::Component, component.name, Rank::Possible);
    item.detail = fmt::format("component of \"{}\"", component.file);
    item.documentation = component.doc;
    item.insert =
        fmt::format("{} ${{1:name}}{} {{\n\t$0\n}}", component.name,
                    component.clause.empty() ? "" : fmt::format(" in ${{2:{}}}", component.clause));
    item.snippet = true;
    if (const ast::Ast* tree = program_.tree(point_.file))
      item.more.push_back(import_edit(program_.sources(), *tree, component.file));
  }
}

}  // namespace svc::ide
