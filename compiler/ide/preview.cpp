#include "ide/preview.h"

#include <fmt/format.h>

#include <algorithm>

#include "driver/targets.h"
#include "emit/origins.h"
#include "ide/declarations.h"
#include "ide/environments.h"

namespace svc::ide {

namespace {

const LiveEnvironment* environment_named(const LiveProgram& program, std::string_view name) {
  for (const auto& environment : program.environments()) {
    if (environment->name == name) return environment.get();
  }
  return nullptr;
}

// The graph of a sound environment: the cached one, or a new one.
const graph::Graph* graph_of(const LiveProgram& program, const LiveEnvironment& environment,
                             std::optional<graph::Graph>& made) {
  if (environment.graph) return &*environment.graph;
  if (!environment.checked.sound) return nullptr;
  Sink nobody;
  driver::Timings timings;
  made = driver::lower_environment(environment.checked, program.sources(), nobody, timings);
  return made ? &*made : nullptr;
}

}  // namespace

std::optional<Preview> preview(const LiveProgram& program, std::string_view environment,
                               std::string_view target) {
  const LiveEnvironment* found = environment_named(program, environment);
  const emit::Target* writer = driver::find_target(target);
  if (found == nullptr || writer == nullptr) return std::nullopt;
  std::optional<graph::Graph> made;
  const graph::Graph* graph = graph_of(program, *found, made);
  if (graph == nullptr) return std::nullopt;
  Sink sink;
  std::vector<emit::OutputFile> files = writer->emit(
      *graph, program.sources(), {.lines = true, .layout = program.settings().layout}, sink);
  if (sink.has_errors()) return std::nullopt;
  Preview result{std::string(environment), std::string(target), {}};
  for (emit::OutputFile& file : files)
    result.documents.push_back(
        {std::move(file.path), std::move(file.contents), std::move(file.lines)});
  return result;
}

std::optional<Span> source_of(const PreviewDocument& document, std::uint32_t offset) {
  const auto after =
      std::upper_bound(document.lines.begin(), document.lines.end(), offset,
                       [](std::uint32_t at, const PreviewLine& line) { return at < line.begin; });
  if (after == document.lines.begin()) return std::nullopt;
  const PreviewLine& line = *(after - 1);
  return offset <= line.end ? std::optional(line.span) : std::nullopt;
}

std::vector<PreviewPlace> places_of(const LiveProgram& program, const Preview& preview,
                                    Point point) {
  const ast::Ast* tree = program.tree(point.file);
  if (tree == nullptr) return {};
  std::vector<const ast::Member*> path = path_to(*tree, point.offset);
  for (auto member = path.rbegin(); member != path.rend(); ++member) {
    std::vector<PreviewPlace> found;
    for (std::size_t i = 0; i < preview.documents.size(); ++i) {
      for (const PreviewLine& line : preview.documents[i].lines) {
        const bool inside = line.span.file == point.file &&
                            (*member)->span.begin <= line.span.begin &&
                            line.span.end <= (*member)->span.end;
        if (inside) found.push_back({i, line.begin, line.end});
      }
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> resources_of(const LiveProgram& program, Span member) {
  std::vector<std::string> found;
  for (const auto& environment : program.environments()) {
    std::optional<graph::Graph> made;
    const graph::Graph* graph = graph_of(program, *environment, made);
    if (graph == nullptr) continue;
    for (const emit::Origin& origin :
         driver::targets().front()->origins(*graph, MadeBy(environment->checked.program, member))) {
      if (origin.path.empty() && !origin.type.empty())
        found.push_back(fmt::format("{} {}", origin.type, origin.address));
    }
    if (!found.empty()) break;
  }
  return found;
}

std::vector<Becomes> becomes(const LiveProgram& program, Span member) {
  const ast::Ast* tree = program.tree(member.file);
  const std::vector<const ast::Member*> path =
      tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, member.begin);
  if (path.empty()) return {};
  const Span top = path.front()->span;
  std::vector<Becomes> all;
  for (const emit::Target* target : driver::chosen_targets(program.settings().targets)) {
    Becomes one{std::string(target->name()), {}};
    for (const auto& environment : program.environments()) {
      std::optional<graph::Graph> made;
      const graph::Graph* graph = graph_of(program, *environment, made);
      if (graph == nullptr) continue;
      const auto near = [top](const graph::Node& node) {
        return node.span.file == top.file && top.begin <= node.span.begin &&
               node.span.end <= top.end;
      };
      for (const emit::Origin& origin : target->origins(*graph, near)) {
        const bool inside = origin.span.file == member.file && member.begin <= origin.span.begin &&
                            origin.span.end <= member.end;
        if (!inside || origin.path.empty()) continue;
        // A structure that was created here reports its place once; so do the items of a list.
        const std::string text =
            fmt::format("{} {}", origin.type, origin.path.substr(0, origin.path.find('.')));
        if (std::find(one.properties.begin(), one.properties.end(), text) == one.properties.end())
          one.properties.push_back(text);
      }
      break;  // the first environment that can be lowered
    }
    if (!one.properties.empty()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace svc::ide
