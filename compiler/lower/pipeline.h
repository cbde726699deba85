// What the files about pipelines share: pipeline.cpp (the pipeline and its role), releases.cpp
// (which build feeds which service), codebuild.cpp (the build projects), release_files.cpp (the
// files that a build hands to the deployment).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// A `deploy stack` block makes a stack; the others release a service.
[[nodiscard]] bool makes_stack(const sema::Block& deploy);
// What the stack of such a block is called: `shop-prod`.
[[nodiscard]] std::string stack_name(const Context& context, const sema::Block& deploy);

// One `deploy` block of a service.
struct Release {
  const sema::Block* block = nullptr;
  const plan::Service* service = nullptr;
  const sema::Block* build = nullptr;  // the `build image` whose image it gets; its artifact also
                                       // holds the release's files
  const sema::Block* container = nullptr;  // which container gets it
  std::string
      suffix;  // of the names of its files: empty, or "-api" where a pipeline has several releases
};

// The releases of a pipeline, in the order written.
[[nodiscard]] std::vector<Release> releases_of(const Context& context, const sema::Block& pipeline);

// One `build` block.
struct Project {
  const sema::Block* block = nullptr;
  std::string name;      // of the nodes: "release_images"
  std::string artifact;  // of its output; empty: it has none
  graph::NodeId node;    // the codebuild_project
  graph::NodeId policy;  // of its role
};

// The step has files for later ones.
[[nodiscard]] bool hands_over(const sema::Block& build);
// The step builds a container image; else it runs the program's own commands.
[[nodiscard]] bool builds_image(const sema::Block& build);

// The build project, its role and its log group. Artifacts pass through `bucket`.
[[nodiscard]] Project add_project(Context& context, const sema::Block& pipeline,
                                  const sema::Block& build, std::string_view name,
                                  const std::vector<Release>& releases, graph::NodeId bucket);

// Reading and writing artifacts in the bucket.
[[nodiscard]] iam::Statement artifact_statement(graph::NodeId bucket);

// What stands between `<` and `>` for the built image in a task definition file.
inline constexpr std::string_view kImagePlaceholder = "IMAGE1_NAME";
// The task definition of a release in the words of the ECS API, made of the very attributes of the
// resource, with the placeholder for the image that the build pushes; as the text of a JSON
// document.
[[nodiscard]] graph::Value task_definition_file(const Context& context, const Release& release);
// What CodeDeploy should do with it, as the text of a YAML document.
[[nodiscard]] graph::Value appspec_file(const Context& context, const Release& release);

}  // namespace svc::lower
