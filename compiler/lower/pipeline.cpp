// CodePipeline:
// https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
#include "lower/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>

#include "lower/artifacts.h"
#include "lower/delivery.h"
#include "lower/pipeline_role.h"
#include "lower/pipeline_source.h"
#include "lower/relay.h"
#include "plan/delivery.h"
#include "plan/images.h"
#include "plan/names.h"

namespace svc::lower {

namespace {

constexpr std::string_view kSourceArtifact = "source";

// Everything about a pipeline that its parts need to know of each other.
struct Pipeline {
  const sema::Block& block;
  ArtifactStore store;
  std::vector<Release> releases;
  std::vector<Project> projects;
  std::vector<Mark> marks;
  std::optional<Project> marking;  // there are marks
};

// ---- Actions
// ------------------------------------------------------------------------------------------------------------------------------

// One action and its stage.
struct Action {
  std::string stage;    // "Deploy"
  std::string subject;  // distinguishes it from others of its kind: "api"
  std::string_view category;
  std::string_view provider;
  graph::Value configuration;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  Span span;
  graph::Value role = {};    // of another account, which the action runs with
  graph::Value region = {};  // another one than the pipeline's
  int order = 1;             // in its stage; those with the same one run in parallel
};

graph::Value artifacts(const std::vector<std::string>& names) {
  std::vector<graph::Value> values;
  for (const std::string& name : names) values.push_back(graph::map({{"name", name}}));
  return values.empty() ? graph::Value() : graph::list(std::move(values));
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/integrations-action-type.html#integrations-source
Action source_action(const Context& context, const Pipeline& pipeline, const sema::Block& source) {
  Action action{"Source", source.labels.front().text,     "Source",   source_provider(source), {},
                {},       {std::string(kSourceArtifact)}, source.span};
  action.configuration = source_configuration(context, pipeline.block, source);
  return action;
}

const Project& project_of(const Pipeline& pipeline, const sema::Block& build) {
  const auto found =
      std::find_if(pipeline.projects.begin(), pipeline.projects.end(),
                   [&](const Project& p) { return p.block == &build && p.arch.empty(); });
  if (found == pipeline.projects.end()) throw std::logic_error("a build without a project");
  return *found;
}

// The subject of a step: the folder that is built, else the repository. It follows from the block
// alone, so that no other block renames its project.
std::string build_subject(const sema::Block& build) {
  if (!builds_image(build)) return build.name;
  const std::string folder = plan::folder_name(build);
  return folder.empty() ? build.block("repository")->name : folder;
}

Action build_action(const Project& project) {
  const sema::Block& build = *project.block;
  const std::string_view category = build.decl->name == "test" ? "Test" : "Build";
  const std::string subject = build_subject(build);
  Action action{std::string(category),
                project.arch.empty() ? subject : subject + "_" + project.arch,
                category,
                "CodeBuild",
                {},
                {std::string(kSourceArtifact)},
                {},
                build.span};
  if (!project.artifact.empty()) action.outputs.push_back(project.artifact);
  action.configuration = graph::map({{"ProjectName", graph::Ref{project.node, "name"}}});
  return action;
}

// The images of each architecture are built in parallel, and then joined.
std::vector<Action> build_actions(const Pipeline& pipeline, const sema::Block& build) {
  std::vector<Action> actions;
  for (const Project& project : pipeline.projects) {
    if (project.block == &build && !project.arch.empty()) actions.push_back(build_action(project));
  }
  actions.push_back(build_action(project_of(pipeline, build)));
  if (actions.size() > 1) ++actions.back().order;
  return actions;
}

// The project that writes the files of the releases that a `source ecr` feeds; null for other
// blocks.
const Project* files_project(const Pipeline& pipeline, const sema::Block& block) {
  if (block.decl->name != "source") return nullptr;
  const auto found = std::find_if(pipeline.projects.begin(), pipeline.projects.end(),
                                  [&](const Project& project) { return project.block == &block; });
  return found == pipeline.projects.end() ? nullptr : &*found;
}

Action files_action(const Project& project) {
  Action action{"Files",
                "files",
                "Build",
                "CodeBuild",
                {},
                {std::string(kSourceArtifact)},
                {project.artifact},
                project.block->span};
  action.configuration = graph::map({{"ProjectName", graph::Ref{project.node, "name"}}});
  return action;
}

Action approve_action(const Context& context, const sema::Block& approve) {
  Action action{"Approve", "approve", "Approval", "Manual", {}, {}, {}, approve.span};
  if (approve.has("note") || approve.has("notify")) {
    action.configuration = graph::map({{"NotificationArn", context.field(approve, "notify")},
                                       {"CustomData", context.field(approve, "note")}});
  }
  return action;
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
void release_with_codedeploy(const Context& context, const Release& release,
                             const std::string& artifact, Action& action) {
  const sema::Block& service = *release.service->block;
  action.provider = "CodeDeployToECS";
  action.configuration = graph::map({
      {"ApplicationName", graph::Ref{context.part(service, PartKind::DeployApplication), "name"}},
      {"DeploymentGroupName", graph::Ref{context.part(service, PartKind::DeployGroup), "name"}},
      {"TaskDefinitionTemplateArtifact", artifact},
      {"TaskDefinitionTemplatePath", fmt::format("taskdef{}.json", release.suffix)},
      {"AppSpecTemplateArtifact", artifact},
      {"AppSpecTemplatePath", fmt::format("appspec{}.yaml", release.suffix)},
      {"Image1ArtifactName", artifact},
      {"Image1ContainerName", kImagePlaceholder},
  });
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
void release_with_ecs(const Context& context, const Release& release, Action& action) {
  action.provider = "ECS";
  action.configuration = graph::map({
      {"ClusterName", context.attribute(*release.service->cluster, "name")},
      {"ServiceName", graph::Ref{context.part(*release.service->block, PartKind::Main), "name"}},
      {"FileName", fmt::format("imagedefinitions{}.json", release.suffix)},
  });
}

// The files of the step that a `deploy stack` block names, or the source.
std::string artifact_with_template(const Pipeline& pipeline, const sema::Block& deploy) {
  if (!deploy.has("from")) return std::string(kSourceArtifact);
  for (const Project& project : pipeline.projects) {
    if (project.block->decl->name != "source" && !builds_image(*project.block) &&
        project.block->name == deploy.text("from"))
      return project.artifact;
  }
  throw std::logic_error("no step hands over what " + deploy.title() + " takes");
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
Action stack_action(const Context& context, const Pipeline& pipeline, const sema::Block& deploy) {
  const std::string artifact = artifact_with_template(pipeline, deploy);
  const std::string name = stack_name(context, deploy);
  Action action{"Deploy", name, "Deploy", "CloudFormation", {}, {artifact}, {}, deploy.span};
  const std::string_view environment =
      deploy.has("environment") ? deploy.text("environment") : context.program.environment;
  const auto* path = deploy["template"].get<std::string>();
  const std::string tags = path == nullptr
                               ? std::string()
                               : plan::tags_file(*path, context.program.app->name, environment);
  const auto* parameters = deploy["parameters"].get<sema::Object>();
  const bool given = parameters != nullptr && !parameters->entries.empty();
  const plan::Delivery* delivery = delivery_of(context, deploy);
  if (delivery != nullptr && plan::crosses_region(*delivery))
    action.region = graph::Value(delivery->to.region).at(deploy["environment"].span);
  else if (delivery != nullptr)
    action.role = delivery_role_arn(context, *delivery);
  action.configuration = graph::map({
      {"ActionMode", "CREATE_UPDATE"},
      {"StackName", graph::Value(name).at(deploy.span)},
      {"TemplatePath", graph::concat({artifact + "::", context.field(deploy, "template")})
                           .at(deploy["template"].span)},
      {"TemplateConfiguration",
       tags.empty() ? graph::Value()
                    : graph::Value(artifact + "::" + tags).at(deploy["template"].span)},
      // Roles are part of most systems:
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
      // (Capabilities)
      {"Capabilities", "CAPABILITY_NAMED_IAM"},
      {"RoleArn", (delivery == nullptr ? context.attribute(*deploy.block("role"), "arn")
                                       : stack_role_arn(context, deploy, *delivery))
                      .at(deploy["role"].span)},
      {"ParameterOverrides",
       given ? graph::json(context.field(deploy, "parameters")) : graph::Value()},
  });
  return action;
}

Action deploy_action(const Context& context, const Pipeline& pipeline, const sema::Block& deploy) {
  if (makes_stack(deploy)) return stack_action(context, pipeline, deploy);
  const auto release = std::find_if(pipeline.releases.begin(), pipeline.releases.end(),
                                    [&](const Release& r) { return r.block == &deploy; });
  if (release == pipeline.releases.end())
    throw std::logic_error("a deploy block without a release");
  const std::string& artifact = project_of(pipeline, *release->build).artifact;
  Action action{"Deploy",   release->service->block->name, "Deploy", {}, {}, {artifact}, {},
                deploy.span};
  if (release->service->controller == plan::Controller::CodeDeploy) {
    release_with_codedeploy(context, *release, artifact, action);
  } else {
    release_with_ecs(context, *release, action);
  }
  return action;
}

// The last one finishes the step.
std::vector<Action> actions_of(const Context& context, const Pipeline& pipeline,
                               const sema::Block& block) {
  const std::string_view kind = block.decl->name;
  if (kind == "source") return {source_action(context, pipeline, block)};
  if (kind == "build" || kind == "test") return build_actions(pipeline, block);
  if (kind == "approve") return {approve_action(context, block)};
  if (kind == "deploy") return {deploy_action(context, pipeline, block)};
  throw std::logic_error(fmt::format("no action for the block {} of a pipeline", kind));
}

// ---- Stages
// -------------------------------------------------------------------------------------------------------------------------------

struct Stage {
  std::string name;
  std::vector<Action> actions;  // in parallel, as far as they have the same order
  bool named = false;           // by the program, for several actions
};

// `name`, or `name_2` if it is taken.
template <typename Items, typename NameOf>
std::string unique(const Items& items, const std::string& name, NameOf name_of) {
  std::string candidate = name;
  for (int copy = 2; std::any_of(items.begin(), items.end(),
                                 [&](const auto& item) { return name_of(item) == candidate; });
       ++copy) {
    candidate = fmt::format("{}_{}", name, copy);
  }
  return candidate;
}

// The last deploy block that hands over what a build makes; null if none does.
const sema::Block* last_release(const Pipeline& pipeline, const sema::Block& build) {
  const sema::Block* last = nullptr;
  for (const Release& release : pipeline.releases) {
    if (release.build == &build) last = release.block;
  }
  return last;
}

// Adds the stages that move tags. The tag of a released image moves after the stage of its last
// release, so after every approval and test. The tag of another image moves at the end.
void add_marks(const Pipeline& pipeline, std::vector<Stage>& stages) {
  const auto name_of = [](const Stage& stage) { return stage.name; };
  std::map<std::size_t, std::vector<const Mark*>> behind;  // by the stage before
  for (const Mark& mark : pipeline.marks) {
    const sema::Block* last = last_release(pipeline, *mark.build);
    std::size_t at = stages.size() - 1;
    for (std::size_t i = 0; last != nullptr && i < stages.size(); ++i) {
      for (const Action& action : stages[i].actions) {
        if (action.span == last->span) at = i;
      }
    }
    behind[at].push_back(&mark);
  }
  for (auto group = behind.rbegin(); group != behind.rend(); ++group) {
    Stage stage{unique(stages, "Tag", name_of), {}, false};
    for (const Mark* mark : group->second) {
      const Project& project = project_of(pipeline, *mark->build);
      stage.actions.push_back({"Tag",
                               project.name,
                               "Build",
                               "CodeBuild",
                               marking(*pipeline.marking, *mark),
                               {project.artifact},
                               {},
                               mark->build->span});
    }
    stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(group->first) + 1, std::move(stage));
  }
}

// One stage per block in the order written, or per stage name. Stages of the same kind get
// different names from their subjects.
std::vector<Stage> stages_of(const Context& context, const Pipeline& pipeline) {
  std::vector<Stage> stages;
  const auto name_of = [](const Stage& stage) { return stage.name; };
  for (const sema::Block* block : pipeline.block.blocks) {
    if (block->decl->name == "trigger") continue;
    std::vector<Action> actions = actions_of(context, pipeline, *block);
    if (block->decl->name != "source" && block->has("stage")) {
      const std::string wanted(block->text("stage"));
      const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) {
        return stage.named && stage.name == wanted;
      });
      Stage& stage = found != stages.end() ? *found : stages.emplace_back(Stage{wanted, {}, true});
      for (Action& action : actions) {
        action.subject = unique(stage.actions, action.subject,
                                [](const Action& other) { return other.subject; });
        stage.actions.push_back(std::move(action));
      }
      continue;
    }
    const Action& step = actions.back();
    const bool alone =
        pipeline.block.nested(block->decl->name).size() == 1 || step.stage == "Approve";
    const std::string name = alone ? step.stage : step.stage + "_" + step.subject;
    stages.push_back({unique(stages, name, name_of), std::move(actions), false});
    if (const Project* files = files_project(pipeline, *block))
      stages.push_back(
          {unique(stages, std::string("Files"), name_of), {files_action(*files)}, false});
  }
  add_marks(pipeline, stages);
  return stages;
}

graph::Value lower_action(const Action& action) {
  return graph::map({
                        {"name", action.subject},
                        {"action_type_id", graph::map({{"category", action.category},
                                                       {"owner", "AWS"},
                                                       {"provider", action.provider},
                                                       {"version", "1"}})},
                        {"run_order", action.order == 1 ? graph::Value() : action.order},
                        {"region", action.region},
                        {"role_arn", action.role},
                        {"configuration", action.configuration},
                        {"input_artifacts", artifacts(action.inputs)},
                        {"output_artifacts", artifacts(action.outputs)},
                    })
      .at(action.span);
}

graph::Value lower_stages(const std::vector<Stage>& stages) {
  std::vector<graph::Value> result;
  for (const Stage& stage : stages) {
    std::vector<graph::Value> actions;
    for (const Action& action : stage.actions) actions.push_back(lower_action(action));
    result.push_back(
        graph::map({{"name", stage.name}, {"actions", graph::list(std::move(actions))}})
            .at(stage.actions.front().span));
  }
  return graph::list(std::move(result));
}

// A release takes its image from this source.
bool feeds_release(const Pipeline& pipeline, const sema::Block& source) {
  return std::any_of(pipeline.releases.begin(), pipeline.releases.end(),
                     [&](const Release& release) { return release.build == &source; });
}

// The projects that build an image of several architectures, one for each.
void add_parts(Context& context, Pipeline& pipeline, const sema::Block& build,
               const std::string& name) {
  if (!builds_image(build)) return;
  const std::vector<std::string_view> architectures =
      plan::architectures_of(context.program, pipeline.block, build);
  if (architectures.size() < 2) return;
  for (const std::string_view arch : architectures)
    pipeline.projects.push_back(add_project(context, pipeline.block, build,
                                            fmt::format("{}_{}", name, arch), arch,
                                            pipeline.releases, pipeline.store));
}

void add_projects(Context& context, Pipeline& pipeline) {
  for (const sema::Block* source : pipeline.block.nested("source", "ecr")) {
    if (feeds_release(pipeline, *source))
      pipeline.projects.push_back(
          add_files_project(context, pipeline.block, *source, pipeline.releases, pipeline.store));
  }
  for (const sema::Block* build : pipeline.block.blocks) {
    if (build->decl->name != "build" && build->decl->name != "test") continue;
    const std::string name =
        unique(pipeline.projects, pipeline.block.name + "_" + build_subject(*build),
               [](const Project& p) { return p.name; });
    add_parts(context, pipeline, *build, name);
    Project project =
        add_project(context, pipeline.block, *build, name, {}, pipeline.releases, pipeline.store);
    if (hands_over(*build)) project.artifact = project.name;
    pipeline.projects.push_back(std::move(project));
  }
}

}  // namespace

void lower_pipeline(Context& context, const sema::Block& block) {
  Pipeline pipeline{block, add_artifact_store(context, block), releases_of(context, block),
                    {},    marks_of(context, block),           {}};
  add_projects(context, pipeline);
  std::vector<Project> started = pipeline.projects;
  if (!pipeline.marks.empty()) {
    pipeline.marking = add_marking_project(context, block, pipeline.marks, pipeline.store);
    started.push_back(*pipeline.marking);
  }
  const RoleInUse role =
      add_pipeline_role(context, block, pipeline.releases, started, pipeline.store);

  const graph::NodeId id = context.add("codepipeline_pipeline", block.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "name", graph::Value(context.physical_name(block.name)).at(block.name_span));
  set(node, "pipeline_type", "V2");
  set(node, "role_arn", role.arn);
  set_artifact_store(context, pipeline.store, node);
  set(node, "stages", lower_stages(stages_of(context, pipeline)));
  set(node, "triggers", push_triggers(context, block));
  // It starts as soon as it exists, and everything that it does needs its permissions.
  if (role.policy) node.depends_on.push_back(*role.policy);
  for (const Project& project : started) {
    if (project.policy) node.depends_on.push_back(*project.policy);
  }
  for (const sema::Block* source : block.nested("source")) add_start(context, block, *source, id);
  add_relays(context, block);
}

}  // namespace svc::lower
