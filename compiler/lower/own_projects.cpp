// CodeBuild projects that no block of the program describes.
#include "lower/pipeline.h"

namespace svc::lower {

namespace {

// The action hands over imageDetail.json:
// https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html#file-reference-ecs-bluegreen
constexpr std::string_view kReadImage =
    R"sh(IMAGE=$(sed -n 's/.*"ImageURI" *: *"\([^"]*\)".*/\1/p' imageDetail.json))sh";

graph::Value files_spec(const Context& context, const sema::Block& source,
                        const std::vector<Release>& releases) {
  std::vector<graph::Value> files;
  std::vector<graph::Value> commands = release_commands(context, source, releases, "$IMAGE", files);
  commands.insert(commands.begin(), graph::Value(kReadImage));
  return graph::yaml(graph::map({
      {"version", "0.2"},
      {"phases",
       graph::map({{"build", graph::map({{"commands", graph::list(std::move(commands))}})}})},
      {"artifacts", graph::map({{"files", graph::list(std::move(files))}})},
  }));
}

}  // namespace

Project add_own_project(Context& context, const sema::Block& pipeline, std::string_view name,
                        std::string_view description, const std::vector<iam::Statement>& more,
                        graph::Value spec, const ArtifactStore& store) {
  Project project;
  project.name = name;
  const graph::NodeId log_group = add_build_logs(context, pipeline, project.name);
  iam::RoleSpec role_spec;
  role_spec.name = project.name;
  role_spec.description = description;
  role_spec.trust = iam::trust("codebuild.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, pipeline, std::move(role_spec));
  std::vector<iam::Statement> statements = {
      {true, {"logs:CreateLogStream", "logs:PutLogEvents"}, {iam::log_streams(log_group)}, {}, {}},
  };
  allow_artifacts(store, statements);
  statements.insert(statements.end(), more.begin(), more.end());
  project.policy = iam::add_policy(context, pipeline, project.name, role, statements);
  project.node = context.add("codebuild_project", project.name, pipeline);
  graph::Node& node = context.node(project.node);
  constexpr int kMinutes = 10;
  set(node, "name", context.physical_name(project.name));
  set(node, "service_role", graph::Ref{role, "arn"});
  set(node, "encryption_key", artifact_key(store));
  set(node, "artifacts", graph::map({{"type", "CODEPIPELINE"}}));
  set(node, "source", graph::map({{"type", "CODEPIPELINE"}, {"build_spec", std::move(spec)}}));
  set(node, "environment",
      graph::map({{"type", "LINUX_CONTAINER"},
                  {"compute_type", "BUILD_GENERAL1_SMALL"},
                  {"image", command_image(context, pipeline)},
                  {"privileged_mode", false}}));
  set(node, "logs_config",
      graph::map(
          {{"cloud_watch_logs",
            graph::map({{"status", "ENABLED"}, {"group_name", graph::Ref{log_group, "name"}}})}}));
  set(node, "timeout_in_minutes", kMinutes);
  return project;
}

Project add_files_project(Context& context, const sema::Block& pipeline, const sema::Block& source,
                          const std::vector<Release>& releases, const ArtifactStore& store) {
  Project project = add_own_project(context, pipeline, pipeline.name + "_files",
                                    "CodeBuild writes the files of a release with it", {},
                                    files_spec(context, source, releases), store);
  project.block = &source;
  project.artifact = project.name;
  return project;
}

}  // namespace svc::lower
