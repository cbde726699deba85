// The first deployment of a program: the parameter that holds services and jobs while repositories
// and secrets are empty, and what must be filled (docs/first-deployment.md).
#include <fmt/format.h>

#include <algorithm>

#include "graph/canonical.h"
#include "lower/context.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

std::string text_or_empty(const sema::Block& block, std::string_view field) {
  const auto* text = block[field].get<std::string>();
  return text == nullptr ? std::string() : *text;
}

// The text after the URI of the repository: `:worker-${image_tag}`, `@sha256:…`.
graph::Value behind_uri(const graph::Value& image) {
  const auto* parts = image.get<graph::Concat>();
  if (parts == nullptr || parts->parts.empty()) return {};
  return graph::concat({parts->parts.begin() + 1, parts->parts.end()});
}

std::string user(const plan::First::Image& image) {
  const std::string container = image.container->decl->name == "tracing"
                                    ? std::string("the X-Ray daemon")
                                    : "container " + image.container->name;
  return container + " of " + image.workload->block->title();
}

std::string platforms(const Context& context, const plan::First::Image& image) {
  std::vector<std::string_view> architectures = {image.workload->task->block->symbol("arch")};
  if (image.build != nullptr)
    architectures = plan::architectures_of(context.program, *image.pipeline, *image.build);
  std::vector<std::string_view> names;
  for (const std::string_view arch : architectures)
    names.push_back(arch == "arm64" ? "linux/arm64" : "linux/amd64");
  return fmt::format("{}", fmt::join(names, ","));
}

graph::NeededImage needed(const Context& context, const plan::First::Image& image) {
  const sema::Value& name = (*image.container)["image"];
  graph::NeededImage made;
  made.repository = context.part(*plan::repository_of(name), PartKind::Main);
  made.reference = behind_uri(context.value(name));
  made.users = {user(image)};
  made.platform = platforms(context, image);
  if (image.build == nullptr) return made;
  made.context = text_or_empty(*image.build, "context");
  made.dockerfile = text_or_empty(*image.build, "dockerfile");
  made.target = text_or_empty(*image.build, "target");
  return made;
}

bool same_image(const graph::Graph& graph, const graph::NeededImage& a,
                const graph::NeededImage& b) {
  return a.repository == b.repository &&
         graph::canonical_text(graph, a.reference) == graph::canonical_text(graph, b.reference);
}

}  // namespace

void begin_first(Context& context) {
  if (!context.plan.first.in_two_steps()) return;
  graph::Parameter running;
  running.name = "running";
  running.type = graph::Parameter::Type::Bool;
  running.description =
      "Whether services and jobs run. Give false for the first deployment, before images are "
      "pushed and secrets are filled.";
  running.value = graph::Value(true);
  context.graph.first = graph::FirstDeployment{context.graph.parameters.add(running), {}, {}};
}

void end_first(Context& context) {
  for (const sema::Block* pipeline : context.program.created("pipeline")) {
    for (const sema::Block* source : pipeline->nested("source", "github"))
      context.graph.connections.push_back(context.field(*source, "connection"));
  }
  if (!context.graph.first) return;
  graph::FirstDeployment& first = *context.graph.first;
  for (const plan::First::Image& image : context.plan.first.images) {
    graph::NeededImage next = needed(context, image);
    const auto found = std::find_if(
        first.images.begin(), first.images.end(),
        [&](const graph::NeededImage& other) { return same_image(context.graph, other, next); });
    if (found == first.images.end())
      first.images.push_back(std::move(next));
    else
      found->users.push_back(next.users.front());
  }
  for (const plan::First::Secret& secret : context.plan.first.secrets)
    first.secrets.push_back({context.part(*secret.block, PartKind::Main), secret.keys});
}

}  // namespace svc::lower
