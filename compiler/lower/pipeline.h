// Shared by the pipeline files: pipeline.cpp (the pipeline and its role), releases.cpp (which build
// feeds which service), codebuild.cpp (the build projects), release_files.cpp (the files that a
// build passes to the deployment).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lower/artifacts.h"
#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// A `deploy stack` block deploys a stack; the others release a service.
[[nodiscard]] bool makes_stack(const sema::Block& deploy);
// The stack name of such a block: `shop-prod`.
[[nodiscard]] std::string stack_name(const Context& context, const sema::Block& deploy);

// One `deploy` block of a service.
struct Release {
  const sema::Block* block = nullptr;
  const plan::Service* service = nullptr;
  const sema::Block* build = nullptr;  // the `build image` that makes its image, or the `source
                                       // ecr` that hands it over; the artifact of its project also
                                       // holds the release's files
  const sema::Block* container = nullptr;  // which container gets it
  std::string
      suffix;  // of the names of its files: empty, or "-api" if a pipeline has several releases
};

// The releases of a pipeline, in the order written.
[[nodiscard]] std::vector<Release> releases_of(const Context& context, const sema::Block& pipeline);

// One `build` block.
struct Project {
  const sema::Block* block = nullptr;
  std::string name;      // of the nodes: "release_images"
  std::string artifact;  // of its output; empty: it has none
  std::string arch;      // it builds a part of its block's image: the one for this architecture
  graph::NodeId node;    // the codebuild_project
  std::optional<graph::NodeId> policy;  // of its role, if svcc adds one
};

// The step has files for later ones.
[[nodiscard]] bool hands_over(const sema::Block& build);
// The step builds a container image; otherwise it runs commands.
[[nodiscard]] bool builds_image(const sema::Block& build);

// The build project, its role and its log group. An image of several architectures has a project
// for each `arch`, and one without that joins their images to a manifest list.
[[nodiscard]] Project add_project(Context& context, const sema::Block& pipeline,
                                  const sema::Block& build, std::string_view name,
                                  std::string_view arch, const std::vector<Release>& releases,
                                  const ArtifactStore& store);

// A project of svcc's own, which no block of the program describes. It may log and read and write
// artifacts; `more` are its further permissions.
[[nodiscard]] Project add_own_project(Context& context, const sema::Block& pipeline,
                                      std::string_view name, std::string_view description,
                                      const std::vector<iam::Statement>& more, graph::Value spec,
                                      const ArtifactStore& store);

// The commands that write the files of the releases that a block feeds, whose names go to `files`.
// `image`: its address in the shell.
[[nodiscard]] std::vector<graph::Value> release_commands(const Context& context,
                                                         const sema::Block& maker,
                                                         const std::vector<Release>& releases,
                                                         std::string_view image,
                                                         std::vector<graph::Value>& files);
// An image that something else pushes starts the pipeline (`source ecr`): the project that writes
// the files of its releases. There must be one.
[[nodiscard]] Project add_files_project(Context& context, const sema::Block& pipeline,
                                        const sema::Block& source,
                                        const std::vector<Release>& releases,
                                        const ArtifactStore& store);

// The tags of a build's image that tasks read. They move to a new image after it is released, so
// that they always name the image that runs.
struct Mark {
  const sema::Block* build = nullptr;
  std::vector<graph::Value> tags;  // each once
};
// Of the builds of a pipeline, in its order; none for repositories whose tags cannot move.
[[nodiscard]] std::vector<Mark> marks_of(const Context& context, const sema::Block& pipeline);
// The project that moves tags, its role and its log group. There must be a mark.
[[nodiscard]] Project add_marking_project(Context& context, const sema::Block& pipeline,
                                          const std::vector<Mark>& marks,
                                          const ArtifactStore& store);
// The configuration of its action for one build.
[[nodiscard]] graph::Value marking(const Project& project, const Mark& mark);
// The environment image of commands, where the program says nothing.
[[nodiscard]] graph::Value command_image(const Context& context, const sema::Block& pipeline);
// The log group of a project, called after it.
[[nodiscard]] graph::NodeId add_build_logs(Context& context, const sema::Block& owner,
                                           const std::string& name);

// The placeholder between `<` and `>` for the built image in a task definition file.
inline constexpr std::string_view kImagePlaceholder = "IMAGE1_NAME";
// The task definition of a release as a JSON text in the terms of the ECS API, made from the
// resource's attributes, with a placeholder for the image.
[[nodiscard]] graph::Value task_definition_file(const Context& context, const Release& release);
// The CodeDeploy AppSpec as a YAML text.
[[nodiscard]] graph::Value appspec_file(const Context& context, const Release& release);

}  // namespace svc::lower
