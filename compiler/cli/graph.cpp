#include "cli/graph.h"

#include <fmt/format.h>

#include <memory>

#include "cli/loaded.h"
#include "cli/report.h"
#include "cli/sides.h"
#include "cli/usage.h"
#include "diff/words.h"
#include "picture/picture.h"

namespace svc::cli {

namespace {

struct GraphOptions {
  std::string path;
  std::string environment;
  std::string base;
  std::string format = "mermaid";
  bool resources = false;
};

// How each block differs from the base, in any requested environment.
Result<std::map<std::string, std::string>> changes(const Disk& disk, const GraphOptions& options) {
  SideOptions wanted{.environment = options.environment, .path = options.path};
  SideOptions then = wanted;
  then.checked = false;
  wanted.as_output = is_output(options.base);
  Result<LoadedSide> base = load_side(disk, options.base, then);
  if (!base) return Failure{base.error()};
  Result<LoadedSide> head = load_side(disk, options.path, wanted);
  if (!head) return Failure{head.error()};
  LoadedSide before = std::move(base).value();
  LoadedSide after = std::move(head).value();
  const diff::Report report = diff::compare(std::move(before.side), std::move(after.side));
  std::map<std::string, std::string> changed;
  for (const diff::Environment& one : report.environments) {
    for (const diff::Block& block : one.blocks)
      changed.try_emplace(block.name, diff::worst_action(block));
  }
  return changed;
}

std::string render(const std::vector<picture::Picture>& pictures, const Sources& sources,
                   const std::string& format) {
  if (format == "dot") return picture::dot(pictures);
  if (format == "json") return picture::json(pictures);
  if (format == "html") return picture::html(pictures, &sources);
  std::string text;
  for (const picture::Picture& one : pictures) text += picture::mermaid(one);
  return text;
}

int run_graph(const GraphOptions& options) {
  const Disk disk;
  picture::Options wanted{.resources = options.resources, .changed = {}};
  Result<LoadedPrograms> loaded = load_programs(disk, options.path, options.environment);
  if (!loaded) return complain(loaded.error()), kCannotRun;
  const LoadedPrograms all = std::move(loaded).value();
  if (all.errors) return kProgramHasErrors;
  if (all.programs.size() > 1)
    return complain(fmt::format("there are {} programs here; name the one to draw",
                                all.programs.size())),
           kCannotRun;
  const LoadedProgram& program = all.programs.front();
  if (program.graphs.size() > 1 && options.format == "mermaid")
    return complain("Mermaid shows one environment: choose it with --env, or take --format html"),
           kCannotRun;
  if (!options.base.empty()) {
    Result<std::map<std::string, std::string>> changed = changes(disk, options);
    if (!changed) return complain(changed.error()), kCannotRun;
    wanted.changed = std::move(changed).value();
  }
  std::vector<picture::Picture> pictures;
  const Sources& sources = program.engine->sources();
  for (const graph::Graph& graph : program.graphs)
    pictures.push_back(picture::picture_of(graph, sources, wanted));
  fmt::print("{}", render(pictures, sources, options.format));
  return kFine;
}

}  // namespace

void add_graph(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<GraphOptions>();
  CLI::App* command =
      app.add_subcommand("graph", "Draw the architecture: who reaches whom, and who may do what");
  command->footer(
      "For example:\n  svcc graph --format html > shop.html    # a page to look at and search\n"
      "  svcc graph --env prod                   # Mermaid, for Markdown\n"
      "  svcc graph --format dot | dot -Tsvg > shop.svg\n"
      "  svcc graph --format html --diff main    # coloured by what a change does\n\n"
      "Arrows are read from what is deployed: security group rules with their ports, permissions "
      "with their actions, and other references.\n\n"
      "Exit status: 0 it was drawn, 1 the program has errors, 2 it could not be drawn.");
  command->add_option("path", options->path,
                      "The program, project or folder (default: the project)");
  command->add_option("-e,--env", options->environment, "Draw only this environment")
      ->type_name("NAME");
  command->add_option("--format", options->format, "How to draw it: mermaid, dot, json or html")
      ->check(one_of({"mermaid", "dot", "json", "html"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command->add_flag("--resources", options->resources, "Draw each resource, framed by its block");
  command
      ->add_option("--diff", options->base,
                   "Colour what a change since BASE does; BASE is as for `svcc diff`")
      ->type_name("BASE");
  command->callback([options, &chosen] { chosen = [options] { return run_graph(*options); }; });
}

}  // namespace svc::cli
