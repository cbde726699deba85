// Tags that move: after a release, the tags that tasks read are put on the released image. So a new
// task definition of the program runs what runs already, never an image that was only built.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "graph/canonical.h"
#include "lower/pipeline.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

// The tag of an image, behind the URI of its repository; absent for a digest.
graph::Value tag_value(const Context& context, const sema::Value& image) {
  if (!plan::tag_of(image)) return {};
  if (const auto* call = image.get<sema::MethodCall>())
    return context.value(call->arguments.front());
  const auto* text = image.get<sema::Interpolation>();
  std::vector<graph::Value> parts;
  for (std::size_t i = 1; i < text->parts.size(); ++i)
    parts.push_back(context.value(text->parts[i]));
  auto* colon = parts.empty() ? nullptr : std::get_if<std::string>(&parts.front().data);
  if (colon != nullptr) colon->erase(0, 1);
  return graph::concat(std::move(parts));
}

void add_once(const Context& context, std::vector<graph::Value>& tags, graph::Value tag) {
  if (tag.absent()) return;
  const std::string text = graph::canonical_text(context.graph, tag);
  const bool known = std::any_of(tags.begin(), tags.end(), [&](const graph::Value& other) {
    return graph::canonical_text(context.graph, other) == text;
  });
  if (!known) tags.push_back(std::move(tag));
}

// An image that has the tag already is no fault: a retried stage says the same again.
graph::Value marking_spec() {
  constexpr std::array<std::string_view, 5> kCommands = {
      R"sh(IMAGE=$(sed 's/.*"ImageURI":"\([^"]*\)".*/\1/' imageDetail.json))sh",
      R"sh(NAME=$(echo "$IMAGE" | cut -d / -f 2-))sh",
      R"sh(REPOSITORY="--registry-id ${IMAGE%%.*} --repository-name ${NAME%:*}")sh",
      R"sh(MANIFEST=$(aws ecr batch-get-image $REPOSITORY --image-ids "imageTag=${NAME#*:}")sh"
      R"sh( --query 'images[0].imageManifest' --output text))sh",
      R"sh(for TAG in $TAGS; do aws ecr put-image $REPOSITORY --image-tag "$TAG" --image-manifest)sh"
      R"sh( "$MANIFEST" 2> error.txt || grep ImageAlreadyExists error.txt || {)sh"
      R"sh( cat error.txt; exit 1; }; done)sh",
  };
  std::vector<graph::Value> commands(kCommands.begin(), kCommands.end());
  return graph::yaml(graph::map({
      {"version", "0.2"},
      {"phases",
       graph::map({{"build", graph::map({{"commands", graph::list(std::move(commands))}})}})},
  }));
}

}  // namespace

std::vector<Mark> marks_of(const Context& context, const sema::Block& pipeline) {
  std::vector<Mark> marks;
  for (const sema::Block* build : pipeline.nested("build", "image")) {
    if (build->block("repository")->flag("immutable")) continue;
    Mark mark{build, {}};
    for (const plan::ImageUse& use : plan::readers_of(context.program, pipeline, *build))
      add_once(context, mark.tags, tag_value(context, use.image()));
    // In an order that does not follow from that of the program's blocks.
    std::sort(
        mark.tags.begin(), mark.tags.end(), [&](const graph::Value& a, const graph::Value& b) {
          return graph::canonical_text(context.graph, a) < graph::canonical_text(context.graph, b);
        });
    if (!mark.tags.empty()) marks.push_back(std::move(mark));
  }
  return marks;
}

Project add_marking_project(Context& context, const sema::Block& pipeline,
                            const std::vector<Mark>& marks, const ArtifactStore& store) {
  iam::Statement tag{true, {"ecr:BatchGetImage", "ecr:PutImage"}, {}, {}, {}};
  for (const Mark& mark : marks)
    add_once(context, tag.resources, context.attribute(*mark.build->block("repository"), "arn"));
  return add_own_project(context, pipeline, pipeline.name + "_tag",
                         "CodeBuild tags released images with it", {std::move(tag)}, marking_spec(),
                         store);
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html
graph::Value marking(const Project& project, const Mark& mark) {
  std::vector<graph::Value> words;
  for (const graph::Value& tag : mark.tags) {
    if (!words.empty()) words.emplace_back(" ");
    words.push_back(tag);
  }
  return graph::map({
      {"ProjectName", graph::Ref{project.node, "name"}},
      {"EnvironmentVariables",
       graph::json(graph::list({graph::map({{"name", "TAGS"},
                                            {"value", graph::concat(std::move(words))},
                                            {"type", "PLAINTEXT"}})}))},
  });
}

}  // namespace svc::lower
