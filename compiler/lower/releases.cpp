#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/pipeline.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

// The `build image` blocks before a deploy block, the latest first.
std::vector<const sema::Block*> builds_before(const sema::Block& pipeline,
                                              const sema::Block& deploy) {
  std::vector<const sema::Block*> builds;
  for (const sema::Block* block : pipeline.blocks) {
    if (block == &deploy) break;
    if (block->decl->name == "build" && block->labels.front().text == "image")
      builds.insert(builds.begin(), block);
  }
  return builds;
}

// What makes an image, or starts the pipeline with it; null if nothing does.
const sema::Block* maker_of(const sema::Program& program, const sema::Block& pipeline,
                            const std::vector<const sema::Block*>& builds,
                            const sema::Value& image) {
  const sema::Block* build = plan::build_of(program, pipeline, builds, image);
  return build != nullptr ? build : plan::pushed_source(pipeline, image);
}

// The container that gets the new image: the one that the deploy block names, else the one whose
// image comes from the repository of an earlier build or of the source. (The checks ensured that
// there is exactly one.)
const sema::Block& released_container(const sema::Program& program, const sema::Block& pipeline,
                                      const sema::Block& deploy, const sema::Block& task,
                                      const std::vector<const sema::Block*>& builds) {
  for (const sema::Block* container : task.nested("container")) {
    const bool meant = deploy.has("container")
                           ? container->name == deploy.text("container")
                           : maker_of(program, pipeline, builds, (*container)["image"]) != nullptr;
    if (meant) return *container;
  }
  throw std::logic_error(deploy.title() + " releases no container");
}

}  // namespace

bool makes_stack(const sema::Block& deploy) {
  return deploy.labels.front().block == nullptr;
}

// The stack names of the program (docs/language.md). CloudFormation does not allow underscores.
std::string stack_name(const Context& context, const sema::Block& deploy) {
  if (!deploy.has("environment")) return context.graph.prefix();
  std::string name = fmt::format("{}-{}", context.program.app->name, deploy.text("environment"));
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::vector<Release> releases_of(const Context& context, const sema::Block& pipeline) {
  std::vector<const sema::Block*> deploys = pipeline.nested("deploy");
  deploys.erase(std::remove_if(deploys.begin(), deploys.end(),
                               [](const sema::Block* deploy) { return makes_stack(*deploy); }),
                deploys.end());
  std::vector<Release> releases;
  for (const sema::Block* deploy : deploys) {
    Release release;
    release.block = deploy;
    release.service = context.plan.service(deploy->labels.front().block);
    if (release.service == nullptr) throw std::logic_error(deploy->title() + " names no service");
    const std::vector<const sema::Block*> builds = builds_before(pipeline, *deploy);
    release.container = &released_container(context.program, pipeline, *deploy,
                                            *release.service->task->block, builds);
    release.build = maker_of(context.program, pipeline, builds, (*release.container)["image"]);
    if (release.build == nullptr)
      throw std::logic_error(deploy->title() + " releases an image that is not built");
    if (deploys.size() > 1) release.suffix = "-" + release.service->block->name;
    releases.push_back(std::move(release));
  }
  return releases;
}

}  // namespace svc::lower
