#include "ide/navigation.h"

#include <algorithm>
#include <set>

#include "base/paths.h"
#include "driver/imports.h"
#include "ide/index.h"

namespace svc::ide {

namespace {

using sema::Meaning;

// The meaning of a place: a use, or a declaration, which means itself.
struct Target {
  Span span;
  Meaning meaning;
};

std::optional<Target> target_at(const LiveProgram& program, Point point) {
  const Index& index = program.index();
  if (const sema::Use* use = index.at(point)) return Target{use->span, use->meaning};
  for (const Declaration& declared : index.declarations()) {
    if (declared.span.file == point.file && declared.span.begin <= point.offset &&
        point.offset <= declared.span.end)
      return Target{declared.span, {.declaration = declared.span}};
  }
  return std::nullopt;
}

// The file of an `import`, if the point is in its path.
std::optional<Link> import_at(const LiveProgram& program, Point point) {
  for (const sema::Module& module : program.modules()) {
    if (module.ast->file != point.file) continue;
    for (const sema::Module::Import& import : module.imports) {
      const Span span = import.syntax->path->span;
      if (import.module == sema::Module::Import::kUnreadable || point.offset < span.begin ||
          point.offset > span.end)
        continue;
      return Link{
          span,
          {location_of(program.sources(), {program.modules()[import.module].ast->file, 0, 0})}};
    }
  }
  return std::nullopt;
}

Link link_to(const LiveProgram& program, const Target& target) {
  Link link{target.span, {}};
  if (target.meaning.declaration.valid())
    link.to.push_back(location_of(program.sources(), target.meaning.declaration));
  else if (const auto at = prelude_location(target.meaning))
    link.to.push_back(*at);
  return link;
}

// The module that an alias names.
std::optional<SourceId> file_behind(const LiveProgram& program, Span alias) {
  if (!alias.valid()) return std::nullopt;
  for (const sema::Module& module : program.modules()) {
    for (const sema::Module::Import& import : module.imports) {
      if (import.syntax->alias.span == alias && import.module != sema::Module::Import::kUnreadable)
        return program.modules()[import.module].ast->file;
    }
  }
  return std::nullopt;
}

const sema::VisibleName* visible_name(const LiveProgram& program, Span declaration) {
  for (const auto& recorded : program.index().environments()) {
    for (const sema::RecordedScope& scope : recorded->recorder.scopes) {
      for (const sema::VisibleName& name : scope.names) {
        if (name.declaration == declaration) return &name;
      }
    }
  }
  return nullptr;
}

Location kind_location(const LiveProgram& program, const sema::KindDecl& kind) {
  for (const auto& recorded : program.index().environments()) {
    if (const Span own = recorded->recorder.own(&kind); own.valid())
      return location_of(program.sources(), own);
  }
  return prelude_location({.form = Meaning::Form::Kind, .kind = &kind}).value_or(Location{});
}

void add_kinds(const LiveProgram& program, const sema::Type& type, std::vector<Location>& to) {
  for (const sema::TypeAlternative& alternative : type.alternatives) {
    if (alternative.form == sema::TypeAlternative::Form::Kind) {
      if (const sema::KindDecl* kind = sema::find_kind(alternative.name))
        to.push_back(kind_location(program, *kind));
    } else if (alternative.element != nullptr) {
      add_kinds(program, *alternative.element, to);
    }
  }
}

// Matches the letters of the query in order; lower is better: a prefix, then a substring, then
// scattered letters. -1: no match.
int distance(std::string_view name, std::string_view query) {
  const auto small = [](std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
  };
  const std::string in = small(name);
  const std::string wanted = small(query);
  const std::size_t at = in.find(wanted);
  if (at != std::string::npos) return at == 0 ? 0 : 1;
  std::size_t next = 0;
  for (const char c : in) next += next < wanted.size() && c == wanted[next] ? 1 : 0;
  return next == wanted.size() ? 2 : -1;
}

std::string container_name(const Declaration& declared) {
  if (declared.container == nullptr) return {};
  if (const auto* component = std::get_if<ast::Component>(&declared.container->node))
    return std::string(component->name.text);
  const auto* block = std::get_if<ast::Block>(&declared.container->node);
  if (block == nullptr) return {};
  std::string text(block->kind.text);
  for (const ast::Label& label : block->labels) text += " " + std::string(label.name.text);
  return text;
}

}  // namespace

Link declaration(const LiveProgram& program, Point point) {
  if (auto import = import_at(program, point)) return *import;
  const auto target = target_at(program, point);
  return target ? link_to(program, *target) : Link{};
}

Link definition(const LiveProgram& program, Point point) {
  for (const DocumentLink& link : document_links(program, point.file)) {
    if (link.span.begin <= point.offset && point.offset <= link.span.end)
      return {link.span, {{link.path, 0, 0}}};
  }
  if (auto import = import_at(program, point)) return *import;
  const auto target = target_at(program, point);
  if (!target) return {};
  if (const auto file = file_behind(program, target->meaning.declaration))
    return {target->span, {location_of(program.sources(), {*file, 0, 0})}};
  return link_to(program, *target);
}

Link type_definition(const LiveProgram& program, Point point) {
  const auto target = target_at(program, point);
  if (!target) return {};
  Link link{target->span, {}};
  const Meaning& meaning = target->meaning;
  if (meaning.field != nullptr) {
    add_kinds(program, meaning.field->type, link.to);
  } else if (meaning.form == Meaning::Form::Kind) {
    link.to.push_back(kind_location(program, *meaning.kind));
  } else if (const sema::VisibleName* name = visible_name(program, meaning.declaration)) {
    if (name->kind != nullptr) link.to.push_back(kind_location(program, *name->kind));
    if (name->parameter != nullptr) add_kinds(program, name->parameter->type, link.to);
    if (const auto* block = name->value.get<const sema::Block*>())
      link.to.push_back(kind_location(program, *(*block)->kind));
  }
  return link;
}

Link implementation(const LiveProgram& program, Point point) {
  const auto target = target_at(program, point);
  if (!target) return {};
  Link link{target->span, {}};
  const Index& index = program.index();
  const std::vector<Span> uses = index.uses_of(target->meaning);
  const std::set<Span> used(uses.begin(), uses.end());
  for (const Declaration& declared :
       index.declarations()) {  // the names of the blocks of this kind
    const auto* block =
        declared.member == nullptr ? nullptr : std::get_if<ast::Block>(&declared.member->node);
    if (block != nullptr && used.contains(block->kind.span))
      link.to.push_back(location_of(program.sources(), declared.span));
  }
  if (target->meaning.field != nullptr) {
    for (const Span span : uses) link.to.push_back(location_of(program.sources(), span));
  }
  if (link.to.empty()) return link_to(program, *target);
  return link;
}

std::vector<Location> references(const LiveProgram& program, Point point, bool with_declaration) {
  const auto target = target_at(program, point);
  if (!target) return {};
  std::vector<Location> found;
  if (with_declaration && target->meaning.declaration.valid())
    found.push_back(location_of(program.sources(), target->meaning.declaration));
  for (const Span span : program.index().uses_of(target->meaning))
    found.push_back(location_of(program.sources(), span));
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<Highlight> highlights(const LiveProgram& program, Point point) {
  const auto target = target_at(program, point);
  if (!target) return {};
  std::vector<Highlight> found;
  if (target->meaning.declaration.file == point.file && target->meaning.declaration.valid())
    found.push_back({target->meaning.declaration, true});
  const bool sets = target->meaning.form == Meaning::Form::Field;
  for (const Span span : program.index().uses_of(target->meaning)) {
    if (span.file == point.file) found.push_back({span, sets});
  }
  std::sort(found.begin(), found.end(),
            [](const Highlight& a, const Highlight& b) { return a.span < b.span; });
  return found;
}

std::vector<WorkspaceSymbol> workspace_symbols(const LiveProgram& program, std::string_view query) {
  std::vector<std::pair<int, WorkspaceSymbol>> found;
  for (const Declaration& declared : program.index().declarations()) {
    const bool local = declared.form == Declaration::Form::Variable ||
                       declared.form == Declaration::Form::ComponentClause;
    const int far = distance(declared.name, query);
    if (local || far < 0 || driver::is_std(program.sources()[declared.span.file].path())) continue;
    found.push_back({far,
                     {std::string(declared.name), declared.word(), declared.form,
                      container_name(declared), location_of(program.sources(), declared.span)}});
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.name) < std::tie(b.first, b.second.name);
  });
  std::vector<WorkspaceSymbol> symbols;
  for (auto& [far, symbol] : found) symbols.push_back(std::move(symbol));
  return symbols;
}

std::vector<DocumentLink> document_links(const LiveProgram& program, SourceId file) {
  std::vector<DocumentLink> links;
  for (const sema::Module& module : program.modules()) {
    if (module.ast->file != file) continue;
    for (const sema::Module::Import& import : module.imports) {
      if (import.module == sema::Module::Import::kUnreadable) continue;
      links.push_back(
          {import.syntax->path->span,
           location_of(program.sources(), {program.modules()[import.module].ast->file, 0, 0})
               .path});
    }
    ast::each_expr(*module.ast, [&](const ast::Expr& expr) {
      const auto* call = std::get_if<ast::CallExpr>(&expr.node);
      const auto* callee =
          call == nullptr ? nullptr : std::get_if<ast::NameExpr>(&call->callee->node);
      if (callee == nullptr || callee->name != "file" || call->arguments.size() != 1) return;
      const auto* text = std::get_if<ast::StringExpr>(&call->arguments.front()->node);
      if (text == nullptr || text->pieces.size() != 1 || text->pieces.front().expr != nullptr)
        return;
      const auto path =
          resolve_within(folder_of(program.main_path()), folder_of(program.sources()[file].path()),
                         text->pieces.front().text);
      if (path) links.push_back({call->arguments.front()->span, *path});
    });
  }
  std::sort(links.begin(), links.end(),
            [](const DocumentLink& a, const DocumentLink& b) { return a.span < b.span; });
  return links;
}

}  // namespace svc::ide
