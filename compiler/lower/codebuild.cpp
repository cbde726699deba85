// Build projects: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/pipeline.h"
#include "lower/role_in_use.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

constexpr int kLogDays = 30;

// ---- The commands of the build --------------------------------------------------------------

// A text as one word of a shell command.
graph::Value quoted(const graph::Value& value) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return graph::concat({"'", value, "'"});
  std::string word = "'";
  for (const char c : *text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// A command that writes a file. The quotes around the end mark keep the shell from touching the
// contents.
graph::Value write_file(std::string_view name, graph::Value contents) {
  const auto* text = contents.get<std::string>();
  const auto* pieces = contents.get<graph::Concat>();
  const std::string* last = text != nullptr ? text : pieces->parts.back().get<std::string>();
  const bool ended = last != nullptr && last->ends_with('\n');
  return graph::concat({fmt::format("cat > {} <<'END_OF_FILE'\n", name), std::move(contents),
                        ended ? "END_OF_FILE\n" : "\nEND_OF_FILE\n"});
}

// Their order means nothing to Docker and CodeBuild, so another one changes no project.
std::vector<std::pair<std::string, sema::Value>> by_name(const sema::Object& object) {
  std::vector<std::pair<std::string, sema::Value>> entries(object.entries.begin(),
                                                           object.entries.end());
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return entries;
}

// The name of an image in the shell. Parts of a manifest list have tags of their own.
std::string image_name(std::string_view arch) {
  return arch.empty() ? std::string("$REPOSITORY_URI:$TAG")
                      : fmt::format("$REPOSITORY_URI:$TAG-{}", arch);
}

graph::Value docker_build(const Context& context, const sema::Block& build,
                          std::string_view image) {
  const graph::Value folder = context.field(build, "context");
  const auto* text = folder.get<std::string>();
  const graph::Value file = context.field(build, "dockerfile");
  const bool here = text != nullptr && *text == ".";
  std::vector<graph::Value> parts = {"docker build --file ",
                                     quoted(here ? file : graph::concat({folder, "/", file}))};
  if (build.has("target")) {
    parts.emplace_back(" --target ");
    parts.push_back(quoted(context.field(build, "target")));
  }
  if (const auto* args = build["args"].get<sema::Object>()) {
    for (const auto& [name, value] : by_name(*args)) {
      parts.emplace_back(" --build-arg ");
      parts.push_back(quoted(graph::concat({name + "=", context.value(value)})));
    }
  }
  if (const auto* secrets = build["secrets"].get<sema::Object>()) {
    for (const auto& [name, value] : by_name(*secrets))
      parts.emplace_back(fmt::format(" --secret id={0},env={0}", name));
  }
  parts.emplace_back(fmt::format(" --tag \"{}\" ", image));
  parts.push_back(quoted(folder));
  return graph::concat(std::move(parts)).at(build.span);
}

graph::Value commands(std::vector<graph::Value> items) {
  return graph::map({{"commands", graph::list(std::move(items))}});
}

// The registry, the tag of the commit and the login.
graph::Value image_preparation(const Context& context, const sema::Block& pipeline,
                               const sema::Block& build) {
  return commands({
      R"(REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1))",
      fmt::format(R"(TAG={}$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7))",
                  plan::tag_prefix(context.program, pipeline, build)),
      R"(aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY")",
  });
}

// The image for one of several architectures. A manifest list takes plain images only, so Docker
// must not wrap this one in a list with its provenance:
// https://docs.docker.com/build/building/variables/#buildx_no_default_attestations
graph::Value part_build_spec(const Context& context, const sema::Block& pipeline,
                             const sema::Block& build, std::string_view arch) {
  const std::string image = image_name(arch);
  return graph::yaml(graph::map({
      {"version", "0.2"},
      {"env", graph::map({{"variables", graph::map({{"BUILDX_NO_DEFAULT_ATTESTATIONS", "1"}})}})},
      {"phases", graph::map({{"pre_build", image_preparation(context, pipeline, build)},
                             {"build", commands({docker_build(context, build, image),
                                                 fmt::format("docker push \"{}\"", image)})}})},
  }));
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-multi-architecture-image.html
std::vector<graph::Value> join_images(const std::vector<std::string_view>& architectures) {
  std::string create = fmt::format("docker manifest create \"{}\"", image_name({}));
  for (const std::string_view arch : architectures)
    create += fmt::format(" \"{}\"", image_name(arch));
  return {create, fmt::format("docker manifest push \"{}\"", image_name({}))};
}

// Tags the image with its commit. The tags that tasks read follow after the release (marks.cpp).
graph::Value image_build_spec(const Context& context, const sema::Block& pipeline,
                              const sema::Block& build, const std::vector<Release>& releases) {
  const std::vector<std::string_view> architectures =
      plan::architectures_of(context.program, pipeline, build);
  const std::string image = image_name({});
  std::vector<graph::Value> make =
      architectures.size() > 1
          ? join_images(architectures)
          : std::vector<graph::Value>{docker_build(context, build, image),
                                      fmt::format("docker push \"{}\"", image)};
  std::vector<graph::Value> files;
  std::vector<graph::Value> hand_over = release_commands(context, build, releases, image, files);
  hand_over.insert(hand_over.begin(),
                   R"(printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json)");
  return graph::yaml(graph::map({
      {"version", "0.2"},
      {"phases", graph::map({{"pre_build", image_preparation(context, pipeline, build)},
                             {"build", commands(std::move(make))},
                             {"post_build", commands(std::move(hand_over))}})},
      {"artifacts", graph::map({{"files", graph::list(std::move(files))}})},
  }));
}

graph::Value commands_build_spec(const Context& context, const sema::Block& build) {
  if (build.has("spec")) return context.field(build, "spec");
  return graph::yaml(graph::map({
      {"version", "0.2"},
      {"phases",
       graph::map({{"build", graph::map({{"commands", context.field(build, "commands")}})}})},
      {"artifacts", hands_over(build) ? graph::map({{"files", context.field(build, "artifacts")}})
                                      : graph::Value()},
  }));
}

// ---- Where it runs
// ------------------------------------------------------------------------------------------------------------------------

std::string_view compute_type(std::string_view size) {
  if (size == "small") return "BUILD_GENERAL1_SMALL";
  if (size == "medium") return "BUILD_GENERAL1_MEDIUM";
  if (size == "large") return "BUILD_GENERAL1_LARGE";
  throw std::logic_error("no build machine of the size " + std::string(size));
}

// The project only joins the images that others built.
bool joins(const Context& context, const sema::Block& pipeline, const sema::Block& build,
           std::string_view arch) {
  return builds_image(build) && arch.empty() &&
         plan::architectures_of(context.program, pipeline, build).size() > 1;
}

// An image for ARM tasks is built on an ARM machine: those of all tasks that read it, also of jobs
// and of services that the pipeline does not release.
bool on_arm64(const Context& context, const sema::Block& pipeline, const sema::Block& build,
              std::string_view arch) {
  if (!builds_image(build)) return false;
  if (!arch.empty()) return arch == "arm64";
  return !joins(context, pipeline, build, arch) &&
         plan::architectures_of(context.program, pipeline, build).front() == "arm64";
}

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html
constexpr std::string_view kArmImage = "aws/codebuild/amazonlinux-aarch64-standard:3.0";

graph::Value variable(std::string_view name, graph::Value value) {
  const Span span = value.span;
  return graph::map({{"name", name}, {"value", std::move(value)}, {"type", "PLAINTEXT"}}).at(span);
}

// The secret or parameter that a value names, also a key of one; null for a secret of a raw
// resource.
const sema::Block* stored_in(const sema::Value& value) {
  if (const auto* const* block = value.get<const sema::Block*>()) return *block;
  const auto* call = value.get<sema::MethodCall>();
  return call == nullptr ? nullptr : call->block;
}

bool is_parameter(const sema::Block* block) {
  return block != nullptr && block->kind->name == "parameter";
}

// https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html
void add_secrets(const Context& context, const sema::Block& build,
                 std::vector<graph::Value>& variables) {
  const auto* secrets = build["secrets"].get<sema::Object>();
  if (secrets == nullptr) return;
  for (const auto& [name, value] : by_name(*secrets)) {
    const sema::Block* block = stored_in(value);
    const bool parameter = is_parameter(block);
    variables.push_back(
        graph::map({{"name", name},
                    {"value", parameter ? context.attribute(*block, "name").at(value.span)
                                        : context.value(value)},
                    {"type", parameter ? "PARAMETER_STORE" : "SECRETS_MANAGER"}})
            .at(value.span));
  }
}

void add_secret_statements(const Context& context, const sema::Block& build,
                           std::vector<iam::Statement>& statements) {
  const auto* secrets = build["secrets"].get<sema::Object>();
  if (secrets == nullptr) return;
  for (const auto& [name, value] : by_name(*secrets)) {
    const sema::Block* block = stored_in(value);
    const bool parameter = is_parameter(block);
    graph::Value arn = block == nullptr ? context.value(value)
                       : parameter      ? context.attribute(*block, "arn")
                                        : context.attribute(*block, "arn_pattern");
    statements.push_back({true,
                          {parameter ? "ssm:GetParameters" : "secretsmanager:GetSecretValue"},
                          {std::move(arn).at(value.span)},
                          {},
                          value.span});
    if (block == nullptr) continue;
    const std::string_view key = parameter ? "key" : "encryption";
    if (block->kind->field(key) == nullptr || !block->has(key)) continue;
    statements.push_back({true, {"kms:Decrypt"}, {context.field(*block, key)}, {}, value.span});
  }
}

graph::Value environment(const Context& context, const sema::Block& pipeline,
                         const sema::Block& build, std::string_view arch) {
  const bool image = builds_image(build);
  const bool arm64 = on_arm64(context, pipeline, build, arch);
  const bool joining = joins(context, pipeline, build, arch);
  std::vector<graph::Value> variables;
  graph::Value runs_in = graph::Value(kArmImage);
  if (image) {
    variables.push_back(variable(
        "REPOSITORY_URI",
        context.attribute(*build.block("repository"), "uri").at(build["repository"].span)));
    if (!arm64) runs_in = command_image(context, pipeline);
  } else {
    runs_in = context.field(build, "image");
    if (const auto* env = build["env"].get<sema::Object>()) {
      for (const auto& [name, value] : env->entries)
        variables.push_back(variable(name, context.value(value)));
    }
  }
  if (!joining) add_secrets(context, build, variables);
  return graph::map({
      {"type", arm64 ? "ARM_CONTAINER" : "LINUX_CONTAINER"},
      {"compute_type",
       joining ? graph::Value(compute_type("small"))
               : graph::Value(compute_type(build.symbol("compute"))).at(build["compute"].span)},
      {"image", std::move(runs_in)},
      {"privileged_mode", image},  // docker build needs it
      {"environment_variables",
       variables.empty() ? graph::Value() : graph::list(std::move(variables))},
  });
}

std::vector<iam::Statement> statements(const Context& context, const sema::Block& build,
                                       bool joining, const ArtifactStore& store,
                                       graph::NodeId log_group) {
  std::vector<iam::Statement> result = {
      {true, {"logs:CreateLogStream", "logs:PutLogEvents"}, {iam::log_streams(log_group)}, {}, {}},
  };
  allow_artifacts(store, result);
  if (builds_image(build)) {
    result.push_back({true, {"ecr:GetAuthorizationToken"}, {graph::Value("*")}, {}, {}});
    result.push_back(
        iam::verb(context, *build.block("repository"), "push", build["repository"].span));
  }
  // It reads the manifests and the configurations of the images.
  if (joining)
    result.push_back(
        iam::verb(context, *build.block("repository"), "pull", build["repository"].span));
  else
    add_secret_statements(context, build, result);
  return result;
}

}  // namespace

std::vector<graph::Value> release_commands(const Context& context, const sema::Block& maker,
                                           const std::vector<Release>& releases,
                                           std::string_view image,
                                           std::vector<graph::Value>& files) {
  std::vector<graph::Value> commands;
  files.emplace_back("imageDetail.json");
  for (const Release& release : releases) {
    if (release.build != &maker) continue;
    if (release.service->controller == plan::Controller::CodeDeploy) {
      const std::string task = fmt::format("taskdef{}.json", release.suffix);
      const std::string spec = fmt::format("appspec{}.yaml", release.suffix);
      commands.push_back(
          write_file(task, task_definition_file(context, release)).at(release.block->span));
      commands.push_back(write_file(spec, appspec_file(context, release)).at(release.block->span));
      files.emplace_back(task);
      files.emplace_back(spec);
    } else {
      const std::string images = fmt::format("imagedefinitions{}.json", release.suffix);
      commands.push_back(
          graph::Value(fmt::format(R"(printf '[{{"name":"{}","imageUri":"%s"}}]' "{}" > {})",
                                   release.container->name, image, images))
              .at(release.block->span));
      files.emplace_back(images);
    }
  }
  return commands;
}

graph::NodeId add_build_logs(Context& context, const sema::Block& owner, const std::string& name) {
  const graph::NodeId id = context.add("logs_log_group", name, owner);
  set(context.node(id), "log_group_name", "/aws/codebuild/" + context.physical_name(name));
  set(context.node(id), "retention_in_days", kLogDays);
  return id;
}

graph::Value command_image(const Context& context, const sema::Block& pipeline) {
  return context.field(pipeline.defaults("build", "commands"), "image");
}

bool hands_over(const sema::Block& build) {
  return builds_image(build) || (build.decl->name == "build" && !build.items("artifacts").empty());
}

bool builds_image(const sema::Block& build) {
  return build.decl->name == "build" && build.labels.front().text == "image";
}

Project add_project(Context& context, const sema::Block& pipeline, const sema::Block& build,
                    std::string_view name, std::string_view arch,
                    const std::vector<Release>& releases, const ArtifactStore& store) {
  Project project;
  project.block = &build;
  project.name = name;
  project.arch = arch;
  const graph::NodeId log_group = add_build_logs(context, build, project.name);

  iam::RoleSpec spec;
  spec.name = project.name;
  // https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
  spec.trust = iam::trust("codebuild.amazonaws.com", iam::same_account());
  const RoleInUse role =
      use_role(context, build, project.name, std::move(spec),
               statements(context, build, joins(context, pipeline, build, arch), store, log_group));
  project.policy = role.policy;

  project.node = context.add("codebuild_project", project.name, build);
  graph::Node& node = context.node(project.node);
  graph::Value spec_text = !builds_image(build) ? commands_build_spec(context, build)
                           : arch.empty() ? image_build_spec(context, pipeline, build, releases)
                                          : part_build_spec(context, pipeline, build, arch);
  const std::int64_t minutes = (build.seconds("timeout") + 59) / 60;
  set(node, "name", context.physical_name(project.name));
  set(node, "service_role", role.arn);
  set(node, "encryption_key", artifact_key(store));
  set(node, "artifacts", graph::map({{"type", "CODEPIPELINE"}}));
  set(node, "source", graph::map({{"type", "CODEPIPELINE"}, {"build_spec", std::move(spec_text)}}));
  set(node, "environment", environment(context, pipeline, build, arch));
  set(node, "logs_config",
      graph::map(
          {{"cloud_watch_logs",
            graph::map({{"status", "ENABLED"}, {"group_name", graph::Ref{log_group, "name"}}})}}));
  set(node, "timeout_in_minutes", graph::Value(minutes).at(build["timeout"].span));
  return project;
}

}  // namespace svc::lower
