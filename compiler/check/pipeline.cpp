// Pipelines: the order of steps, and whether the deployed artifact is the built one.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/closest.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/pipelines.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/suggest.h"
#include "plan/images.h"

namespace svc::check {
namespace {

std::string_view step_of(const Block& block) {
  return block.decl->name;
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html#pipeline-requirements
void check_order(const Block& pipeline, Sink& sink) {
  std::vector<const Block*> steps = pipeline.blocks;
  steps.erase(std::remove_if(steps.begin(), steps.end(),
                             [](const Block* step) { return step_of(*step) == "trigger"; }),
              steps.end());
  const auto is_source = [](const Block* step) { return step_of(*step) == "source"; };
  if (std::none_of(steps.begin(), steps.end(), is_source)) {
    sink.report<diag::NoSource>(pipeline.name_span, pipeline.name)
        .help("begin it with `source github { … }`");
    return;
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (is_source(steps[i]) && i > 0) {
      sink.report<diag::SourceNotFirst>(steps[i]->span)
          .related(steps.front()->span, "the first step")
          .help("keep one source, at the beginning");
    }
  }
  if (steps.size() == 1)
    sink.report<diag::OnlySource>(pipeline.name_span, pipeline.name)
        .help("add a `build` or `deploy` step: AWS wants two stages");
}

bool built_here(const Block& container, const std::vector<const Block*>& repositories) {
  const auto* call = container["image"].get<sema::MethodCall>();
  return call &&
         std::find(repositories.begin(), repositories.end(), call->block) != repositories.end();
}

std::string repositories_text(const std::vector<const Block*>& repositories) {
  std::vector<std::string_view> names;
  for (const Block* repository : repositories) names.push_back(repository->name);
  return (names.size() == 1 ? "repository " : "the repositories ") + enumerate(names, "and");
}

void check_named_container(const Block& step, const std::vector<const Block*>& containers,
                           const std::vector<const Block*>& repositories, Sink& sink) {
  const std::string_view wanted = step.text("container");
  const Span span = step["container"].span;
  const auto found = std::find_if(containers.begin(), containers.end(),
                                  [&](const Block* c) { return c->name == wanted; });
  if (found == containers.end()) {
    std::vector<std::string_view> names;
    for (const Block* container : containers) names.push_back(container->name);
    const std::string_view near = closest(wanted, names);
    suggest(sink.report<diag::UnknownContainer>(span, wanted), span, near,
            fmt::format("it has {}", enumerate(names, "and")), true);
  } else if (!built_here(**found, repositories)) {
    sink.report<diag::DeployOtherImage>(
            span, fmt::format("container `{}` of service `{}`", wanted, step.labels.front().text),
            repositories_text(repositories))
        .related((**found)["image"].span, "the image of that container")
        .help(
            fmt::format("write `image = {}.tag(…)` in the container", repositories.front()->name));
  }
}

// The build hands the address of its image to the deployment, which puts it into the
// container that uses that repository.
void check_deploy(const Block& step, const std::vector<const Block*>& repositories, Sink& sink) {
  const Block& service = *step.labels.front().block;
  const Span span = step.labels.front().span;
  if (service.existing) {
    sink.report<diag::DeployExisting>(span, service.name)
        .related(service.span, "the service")
        .help("release it from that program, or call `aws ecs update-service` in `build commands`");
    return;
  }
  if (repositories.empty()) {
    sink.report<diag::DeployBeforeBuild>(span, service.name)
        .help("put `build image { repository = … }` before it");
    return;
  }
  const auto containers = service.block("task")->nested("container");
  if (step.has("container")) {
    check_named_container(step, containers, repositories, sink);
    return;
  }
  std::vector<const Block*> built;
  std::copy_if(containers.begin(), containers.end(), std::back_inserter(built),
               [&](const Block* c) { return built_here(*c, repositories); });
  if (built.empty()) {
    auto report = sink.report<diag::DeployOtherImage>(
        span, fmt::format("service `{}`", service.name), repositories_text(repositories));
    if (!containers.empty())
      report.related((*containers.front())["image"].span, "the image that it uses");
    std::vector<std::string> images;
    for (const Block* repository : repositories) {
      std::string image = fmt::format("`image = {}.tag(…)`", repository->name);
      if (std::find(images.begin(), images.end(), image) == images.end())
        images.push_back(std::move(image));
    }
    report.help(fmt::format("write {} in its container, or build into its repository",
                            fmt::join(images, " or ")));
  } else if (built.size() > 1) {
    sink.report<diag::DeploySeveralContainers>(span, service.name)
        .related((*built[0])["image"].span, fmt::format("container `{}`", built[0]->name))
        .related((*built[1])["image"].span, fmt::format("container `{}`", built[1]->name))
        .help(fmt::format("say which one gets the new image: `deploy {} {{ container = \"{}\" }}`",
                          service.name, built[0]->name));
  }
}

// `worker` for the tags `worker-…`.
std::string folder_of(const std::optional<plan::Tag>& tag) {
  std::string folder = tag ? tag->beginning : std::string();
  while (folder.ends_with('-')) folder.pop_back();
  return folder.empty() ? "FOLDER" : folder;
}

// If a repository holds several images, a service gets the one whose prefix matches its tag.
void check_tag(const sema::Program& program, const Block& pipeline, const Block& step, Sink& sink) {
  const Block* service = step.labels.front().block;
  if (service == nullptr || service->existing) return;
  std::vector<const Block*> builds = pipeline.nested("build", "image");
  for (const Block* container : service->block("task")->nested("container")) {
    const auto* call = (*container)["image"].get<sema::MethodCall>();
    if (call == nullptr || (step.has("container") && container->name != step.text("container")) ||
        plan::build_of(program, pipeline, builds, (*container)["image"]) != nullptr)
      continue;
    std::vector<std::string> prefixes;
    for (const Block* build : builds) {
      if (build->block("repository") == call->block)
        prefixes.push_back(plan::tag_prefix(program, pipeline, *build));
    }
    if (prefixes.empty()) continue;  // another one's image
    if (prefixes.front().empty()) {
      sink.report<diag::NoBuildOfItsOwn>(step.labels.front().span, service->name)
          .related((*container)["image"].span, "the image that it uses")
          .related(builds.front()->span, "makes images whose tags have no such beginning")
          .help(fmt::format("add `build image {{ repository = {}, context = \"{}\" }}` before it",
                            call->block->name, folder_of(plan::tag_of((*container)["image"]))));
      continue;
    }
    const std::vector<std::string_view> names(prefixes.begin(), prefixes.end());
    sink.report<diag::DeployOtherImage>(step.labels.front().span,
                                        fmt::format("service `{}`", service->name),
                                        fmt::format("repository `{}` whose tag begins with {}",
                                                    call->block->name, enumerate(names, "or", 20)))
        .related((*container)["image"].span, "the image that it uses")
        .help(fmt::format("write `image = {}.tag(\"{}…\")`, after the folder of its build",
                          call->block->name, prefixes.front()));
  }
}

// The tag that starts the pipeline is the one that the task reads. Else the next change of the task
// would start another image.
void check_pushed_tag(const Block& pipeline, const Block& step, Sink& sink) {
  const Block* service = step.labels.front().block;
  if (service == nullptr || service->existing) return;
  for (const Block* container : service->block("task")->nested("container")) {
    const sema::Value& image = (*container)["image"];
    const Block* source = plan::pushed_source(pipeline, image);
    const std::optional<plan::Tag> read = plan::tag_of(image);
    const auto* pushed = source == nullptr ? nullptr : (*source)["tag"].get<std::string>();
    if (pushed == nullptr || !read || !read->whole || read->beginning == *pushed) continue;
    sink.report<diag::DeployOtherImage>(step.labels.front().span,
                                        fmt::format("service `{}`", service->name),
                                        fmt::format("repository `{}` with the tag \"{}\"",
                                                    source->block("repository")->name, *pushed))
        .related(image.span, "the image that it uses")
        .related(source->span, "starts the pipeline")
        .help(fmt::format("write `tag = \"{}\"` in the source", read->beginning));
  }
}

// The template of a stack is in the source, or an earlier step hands it over.
void check_stack(const Block& step, const std::vector<const Block*>& before, Sink& sink) {
  check_purpose(step, "role", "stack", sink);
  if (!step.has("from")) return;
  const Span span = step["from"].span;
  const std::string_view wanted = step.text("from");
  const auto found =
      std::find_if(before.begin(), before.end(), [&](const Block* b) { return b->name == wanted; });
  if (found == before.end()) {
    std::vector<std::string_view> names;
    for (const Block* block : before) names.push_back(block->name);
    suggest(sink.report<diag::NoSuchStep>(span, wanted), span, closest(wanted, names),
            names.empty() ? "put a `build commands` step with `artifacts` before it"
                          : fmt::format("there is {}", enumerate(names, "and")),
            true);
  } else if ((*found)->items("artifacts").empty()) {
    sink.report<diag::NothingHandedOver>(span, wanted)
        .related((*found)->span, "the step")
        .help(fmt::format("write `artifacts = [\"{}\"]` in it", step["template"].get<std::string>()
                                                                    ? step.text("template")
                                                                    : "out/**/*"));
  }
}

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
void check_commands(const Block& step, Sink& sink) {
  if (step_of(step) == "build" && step.labels.front().text != "commands") return;
  if (step.has("spec") == step.items("commands").empty()) return;
  auto report =
      sink.report<diag::CommandsOrSpec>(step.has("spec") ? step["spec"].span : step.name_span,
                                        step.name, step.has("spec") ? "both" : "none");
  if (step.has("spec")) report.related(step["commands"].span, "its commands");
  report.help(step.has("spec") ? "keep one of them"
                               : "write `commands = [\"make\"]`, or `spec = \"buildspec.yml\"`");
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
void check_triggers(const Block& pipeline, Sink& sink) {
  const auto sources = pipeline.nested("source");
  for (const Block* trigger : pipeline.nested("trigger")) {
    if (!sources.empty() && sources.front()->labels.front().text != "github") {
      sink.report<diag::PushTrigger>(trigger->span, "only pushes to GitHub can be filtered")
          .related(sources.front()->span, "the source")
          .help("leave `trigger` out");
    } else if (!trigger->items("tags").empty() &&
               !(trigger->items("branches").empty() && trigger->items("paths").empty())) {
      sink.report<diag::PushTrigger>((*trigger)["tags"].span,
                                     "a push is of a tag, or of a branch and paths, not of both")
          .help("make two `trigger` blocks of it");
    } else if (trigger->items("tags").empty() && trigger->items("branches").empty() &&
               trigger->items("paths").empty()) {
      sink.report<diag::PushTrigger>(trigger->span, "it selects no push")
          .help("write `branches = [\"main\"]`");
    }
  }
}

// https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GitBranchFilterCriteria.html
void check_filter_lengths(const Block& pipeline, Sink& sink) {
  constexpr std::size_t kMost = 8;
  for (const Block* trigger : pipeline.nested("trigger")) {
    for (const std::string_view field : {"branches", "paths", "tags"}) {
      const std::size_t count = trigger->items(field).size();
      if (count <= kMost) continue;
      sink.report<diag::PushTrigger>(
              (*trigger)[field].span,
              fmt::format("`{}` has {} patterns, and a trigger takes {}", field, count, kMost))
          .help(
              "write a pattern for several of them, such as \"release/*\", or two `trigger` "
              "blocks");
    }
  }
}

// Whether a build pushes an image with that tag: one that tasks read.
bool pushes(const sema::Program& program, const Block& pipeline, const Block& build,
            std::string_view tag) {
  const std::vector<plan::ImageUse> readers = plan::readers_of(program, pipeline, build);
  return std::any_of(readers.begin(), readers.end(), [&](const plan::ImageUse& reader) {
    const std::optional<plan::Tag> read = plan::tag_of(reader.image());
    return read && read->whole && read->beginning == tag;
  });
}

// A push of the tag of the source starts the pipeline:
// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html
void check_image_loop(const sema::Program& program, const Block& pipeline, Sink& sink) {
  for (const Block* source : pipeline.nested("source", "ecr")) {
    const Block* repository = source->block("repository");
    for (const Block* build : pipeline.nested("build", "image")) {
      const auto* tag = (*source)["tag"].get<std::string>();
      if (repository == nullptr || build->block("repository") != repository || tag == nullptr ||
          !pushes(program, pipeline, *build, *tag))
        continue;
      sink.report<diag::PipelineLoop>((*build)["repository"].span, pipeline.name, repository->name)
          .related(source->span, "the source")
          .help("build into another repository, or start the pipeline by a push of code");
    }
  }
}

// https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html
void check_variables_of_build(const Block& step, Sink& sink) {
  constexpr std::string_view kReserved = "CODEBUILD_";
  for (const std::string_view field : {"env", "secrets"}) {
    if (step.kind->field(field) == nullptr) continue;
    const auto* variables = step[field].get<sema::Object>();
    if (variables == nullptr) continue;
    for (const auto& [name, value] : variables->entries) {
      if (name.starts_with(kReserved))
        sink.report<diag::ReservedVariable>(value.span, name).help("write another name");
    }
  }
}

// A pipeline that follows another one starts only after that one's success.
void check_after(const sema::Program& program, const Block& pipeline, Sink& sink) {
  if (!pipeline.has("after")) return;
  const std::string_view wanted = pipeline.text("after");
  const Span span = pipeline["after"].span;
  std::vector<std::string_view> names;
  for (const sema::Environment& environment : program.environments) {
    if (environment.name != program.environment) names.push_back(environment.name);
  }
  if (std::find(names.begin(), names.end(), wanted) == names.end()) {
    const std::string_view meant =
        wanted == program.environment ? std::string_view() : closest(wanted, names);
    const std::string help = wanted == program.environment
                                 ? "it is the one of this environment itself; write `after` in `if "
                                   "environment.name == …`, or in an `environment` block"
                             : names.empty() ? "the program has no other environment"
                                             : fmt::format("there is {}", enumerate(names, "and"));
    suggest(sink.report<diag::FollowsNothing>(span, pipeline.name, wanted), span, meant, help,
            true);
  }
  for (const Block* trigger : pipeline.nested("trigger")) {
    sink.report<diag::PushTrigger>(
            trigger->span,
            fmt::format(
                "the pipeline starts when the one of environment `{}` has succeeded, not at a push",
                wanted))
        .related(span, "here")
        .help("leave `trigger` out, or `after`");
  }
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
void check_s3_source(const Block& pipeline, Sink& sink) {
  for (const Block* source : pipeline.nested("source", "s3")) {
    const Block* bucket = source->block("bucket");
    if (!bucket || bucket->existing || bucket->flag("versions")) continue;
    sink.report<diag::SourceVersions>((*source)["bucket"].span, bucket->name)
        .related((*bucket)["versions"].span, "here")
        .help("leave out `versions = false`");
  }
}

std::string_view stage_of(const Block& step) {
  return step_of(step) != "source" && step_of(step) != "trigger" && step.has("stage")
             ? step.text("stage")
             : std::string_view{};
}

// The actions of one stage are neighbours in the program, too.
void check_stages(const Block& pipeline, Sink& sink) {
  std::map<std::string_view, const Block*> seen;
  std::string_view before;
  for (const Block* step : pipeline.blocks) {
    const std::string_view stage = stage_of(*step);
    if (!stage.empty() && stage != before && seen.contains(stage)) {
      sink.report<diag::StageApart>((*step)["stage"].span, stage)
          .related(seen[stage]->span, "its other actions")
          .help("put its actions one after the other, or give this one another stage");
    }
    if (!stage.empty()) seen.emplace(stage, step);
    before = stage;
  }
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types.html,
// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
void check_pipeline_patches(const Block& pipeline, Sink& sink) {
  const sema::Value* type = patched(pipeline, {"pipeline", "PipelineType", "pipeline_type"});
  const auto triggers = pipeline.nested("trigger");
  if (type != nullptr && text_of(*type).value_or("") == "V1" && !triggers.empty())
    sink.report<diag::PipelineOfVersion1>(type->span)
        .related(triggers.front()->span, "the trigger")
        .help("leave the patch out");
  for (const Block* step : pipeline.nested("build", "image")) {
    const sema::Value* privileged =
        patched(*step, {"project", "Environment.PrivilegedMode", "environment.privileged_mode"});
    if (privileged == nullptr || flag_of(*privileged).value_or(true)) continue;
    sink.report<diag::BuildNotPrivileged>(privileged->span)
        .related(step->span, "the build")
        .help("leave the patch out");
  }
}

}  // namespace

void check_pipelines(const sema::Program& program, const plan::Plan&, Sink& sink) {
  check_raw_pipelines(program, sink);
  for (const Block* pipeline : program.created("pipeline")) {
    check_order(*pipeline, sink);
    check_triggers(*pipeline, sink);
    check_filter_lengths(*pipeline, sink);
    check_image_loop(program, *pipeline, sink);
    check_after(program, *pipeline, sink);
    for (const Block* step : pipeline->nested("deploy")) {
      check_tag(program, *pipeline, *step, sink);
      check_pushed_tag(*pipeline, *step, sink);
    }
    check_s3_source(*pipeline, sink);
    check_pipeline_patches(*pipeline, sink);
    check_stages(*pipeline, sink);
    std::vector<const Block*> repositories;  // built so far, in earlier stages
    std::vector<const Block*> beside;        // built in the stage of this step
    std::vector<const Block*> commands_before;
    std::string_view stage;
    for (const Block* step : pipeline->blocks) {
      if (stage_of(*step).empty() || stage_of(*step) != stage)
        repositories.insert(repositories.end(), beside.begin(), beside.end()), beside.clear();
      stage = stage_of(*step);
      if (step_of(*step) == "source" && step->labels.front().text == "ecr")
        repositories.push_back(step->block("repository"));
      if (step_of(*step) == "build" && step->labels.front().text == "image")
        beside.push_back(step->block("repository"));
      if (step_of(*step) == "build" && step->labels.front().text == "commands")
        commands_before.push_back(step);
      if (step_of(*step) == "build" || step_of(*step) == "test") {
        check_commands(*step, sink);
        check_variables_of_build(*step, sink);
      }
      if (step_of(*step) != "deploy") continue;
      step->labels.front().block ? check_deploy(*step, repositories, sink)
                                 : check_stack(*step, commands_before, sink);
    }
  }
}

}  // namespace svc::check
