// Pipelines: the order of their steps, and whether what is built is what is deployed.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

std::string_view step_of(const Block& block) { return block.decl->name; }

// C1: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html#pipeline-requirements
void check_order(const Block& pipeline, Sink& sink) {
  const auto& steps = pipeline.blocks;
  const auto is_source = [](const Block* step) { return step_of(*step) == "source"; };
  if (std::none_of(steps.begin(), steps.end(), is_source)) {
    sink.report<diag::NoSource>(pipeline.name_span, pipeline.name).help("begin it with `source github { … }`");
    return;
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (is_source(steps[i]) && i > 0) {
      sink.report<diag::SourceNotFirst>(steps[i]->span).related(steps.front()->span, "the first step").help("keep one source, at the beginning");
    }
  }
  if (steps.size() == 1) sink.report<diag::OnlySource>(pipeline.name_span, pipeline.name).help("add a `build` or `deploy` step: AWS wants two stages");
}

bool built_here(const Block& container, const std::vector<const Block*>& repositories) {
  const auto* call = container["image"].get<sema::MethodCall>();
  return call && std::find(repositories.begin(), repositories.end(), call->block) != repositories.end();
}

std::string repositories_text(const std::vector<const Block*>& repositories) {
  std::vector<std::string_view> names;
  for (const Block* repository : repositories) names.push_back(repository->name);
  return (names.size() == 1 ? "repository " : "the repositories ") + enumerate(names, "and");
}

void check_named_container(const Block& step, const std::vector<const Block*>& containers, const std::vector<const Block*>& repositories, Sink& sink) {
  const std::string_view wanted = step.text("container");
  const Span span = step["container"].span;
  const auto found = std::find_if(containers.begin(), containers.end(), [&](const Block* c) { return c->name == wanted; });
  if (found == containers.end()) {
    std::vector<std::string_view> names;
    for (const Block* container : containers) names.push_back(container->name);
    const std::string_view near = closest(wanted, names);
    suggest(sink.report<diag::UnknownContainer>(span, wanted), span, near, fmt::format("it has {}", enumerate(names, "and")), true);
  } else if (!built_here(**found, repositories)) {
    sink.report<diag::DeployOtherImage>(span, step.labels.front().text, repositories_text(repositories))
        .related((**found)["image"].span, "the image of that container")
        .help(fmt::format("write `image = {}.tag(…)` in the container", repositories.front()->name));
  }
}

// C4 to C6: the build hands the address of its image to the deployment, which puts it into the container that uses that repository.
void check_deploy(const Block& step, const std::vector<const Block*>& repositories, Sink& sink) {
  const Block& service = *step.labels.front().block;
  const Span span = step.labels.front().span;
  if (repositories.empty()) {
    sink.report<diag::DeployBeforeBuild>(span, service.name).help("put `build image { repository = … }` before it");
    return;
  }
  const auto containers = service.block("task")->nested("container");
  if (step.has("container")) {
    check_named_container(step, containers, repositories, sink);
    return;
  }
  std::vector<const Block*> built;
  std::copy_if(containers.begin(), containers.end(), std::back_inserter(built), [&](const Block* c) { return built_here(*c, repositories); });
  if (built.empty()) {
    auto report = sink.report<diag::DeployOtherImage>(span, service.name, repositories_text(repositories));
    if (!containers.empty()) report.related((*containers.front())["image"].span, "the image that it uses");
    report.help(fmt::format("write `image = {}.tag(…)` in its container, or build into its repository", repositories.front()->name));
  } else if (built.size() > 1) {
    sink.report<diag::DeploySeveralContainers>(span, service.name, repositories.front()->name)
        .related((*built[0])["image"].span, "one container")
        .related((*built[1])["image"].span, "another")
        .help(fmt::format("write `container = \"{}\"`, or the other one", built[0]->name));
  }
}

}  // namespace

void check_pipelines(const sema::Program& program, const plan::Plan&, Sink& sink) {
  for (const Block* pipeline : created(program, "pipeline")) {
    check_order(*pipeline, sink);
    std::vector<const Block*> repositories;  // built so far
    for (const Block* step : pipeline->blocks) {
      if (step_of(*step) == "build" && step->labels.front().text == "image") repositories.push_back(step->block("repository"));
      if (step_of(*step) == "deploy") check_deploy(*step, repositories, sink);
    }
  }
}

}  // namespace svc::check
