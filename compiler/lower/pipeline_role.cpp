#include "lower/pipeline_role.h"

#include <fmt/format.h>

#include <algorithm>

#include "lower/delivery.h"
#include "lower/pipeline_source.h"
#include "plan/delivery.h"

namespace svc::lower {

namespace {

using iam::Statement;

graph::Value equals(std::string_view key, graph::Value value,
                    std::string_view test = "StringEquals") {
  return graph::map({{std::string(test), graph::map({{std::string(key), std::move(value)}})}});
}

Statement build_statement(const std::vector<Project>& projects) {
  Statement statement{true, {"codebuild:BatchGetBuilds", "codebuild:StartBuild"}, {}, {}, {}};
  for (const Project& project : projects)
    statement.resources.push_back(graph::Ref{project.node, "arn"});
  return statement;
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html#edit-role-codedeploy-ecs
void add_codedeploy(const Context& context, const Release& release,
                    std::vector<Statement>& statements) {
  const sema::Block& service = *release.service->block;
  const graph::Value application =
      graph::Ref{context.part(service, PartKind::DeployApplication), "name"};
  const graph::NodeId group = context.part(service, PartKind::DeployGroup);
  const graph::Value config = *context.graph.nodes[group].find("deployment_config_name");
  const Span span = release.block->span;
  statements.push_back({true,
                        {"codedeploy:CreateDeployment", "codedeploy:GetDeployment"},
                        {iam::arn("codedeploy", graph::concat({"deploymentgroup:", application, "/",
                                                               graph::Ref{group, "name"}}))},
                        {},
                        span});
  statements.push_back({true,
                        {"codedeploy:GetApplication", "codedeploy:GetApplicationRevision",
                         "codedeploy:RegisterApplicationRevision"},
                        {iam::arn("codedeploy", graph::concat({"application:", application}))},
                        {},
                        span});
  statements.push_back({true,
                        {"codedeploy:GetDeploymentConfig"},
                        {iam::arn("codedeploy", graph::concat({"deploymentconfig:", config}))},
                        {},
                        span});
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html#edit-role-ecs
void add_ecs(const Context& context, const Release& release, std::vector<Statement>& statements) {
  const Span span = release.block->span;
  statements.push_back({true,
                        {"ecs:DescribeServices", "ecs:UpdateService"},
                        {context.attribute(*release.service->block, "arn")},
                        {},
                        span});
  statements.push_back(
      {true,
       {"ecs:DescribeTasks", "ecs:ListTasks"},
       {graph::Value("*")},
       equals("ecs:cluster", context.attribute(*release.service->cluster, "arn"), "ArnEquals"),
       span});
  statements.push_back(
      {true,
       {"ecs:TagResource"},
       {iam::arn("ecs",
                 "task-definition/" + context.physical_name(release.service->task->name) + ":*")},
       equals("ecs:CreateAction", "RegisterTaskDefinition"),
       span});
}

// A stack of another account is made by a role there, which this role assumes. One of another
// region is made by this role.
void add_stacks(const Context& context, const sema::Block& pipeline,
                std::vector<Statement>& statements) {
  Statement assume{true, {"sts:AssumeRole"}, {}, {}, {}};
  std::vector<const plan::Delivery*> seen;
  for (const sema::Block* deploy : pipeline.nested("deploy")) {
    if (!makes_stack(*deploy)) continue;
    const plan::Delivery* delivery = delivery_of(context, *deploy);
    if (delivery == nullptr) {
      allow_stack(stack_name(context, *deploy), graph::Pseudo::Region,
                  context.attribute(*deploy->block("role"), "arn"), deploy->span,
                  (*deploy)["role"].span, statements);
    } else if (plan::crosses_region(*delivery)) {
      allow_stack(stack_name(context, *deploy), delivery->to.region,
                  stack_role_arn(context, *deploy, *delivery), deploy->span, (*deploy)["role"].span,
                  statements);
    } else if (std::find(seen.begin(), seen.end(), delivery) == seen.end()) {
      seen.push_back(delivery);
      assume.resources.push_back(
          delivery_role_arn(context, *delivery).at((*deploy)["environment"].span));
    }
  }
  if (!seen.empty()) statements.push_back(std::move(assume));
}

// New task definitions, and the roles that they name: exactly those, and only for ECS.
void add_task_definitions(const Context& context, const std::vector<Release>& releases,
                          std::vector<Statement>& statements) {
  Statement pass{
      true, {"iam:PassRole"}, {}, equals("iam:PassedToService", "ecs-tasks.amazonaws.com"), {}};
  std::vector<const plan::Task*> seen;
  for (const Release& release : releases) {
    const plan::Task* task = release.service->task;
    if (std::find(seen.begin(), seen.end(), task) != seen.end()) continue;
    seen.push_back(task);
    const graph::Node& definition = context.graph.nodes[context.part(*task->block, PartKind::Main)];
    for (const std::string_view role : {"execution_role_arn", "task_role_arn"}) {
      if (const graph::Value* arn = definition.find(role)) pass.resources.push_back(*arn);
    }
  }
  // Neither can be limited: describing knows no resources, and the new revision does not exist yet.
  std::vector<std::string> actions = {"ecs:RegisterTaskDefinition"};
  const bool by_ecs = std::any_of(releases.begin(), releases.end(), [](const Release& r) {
    return r.service->controller == plan::Controller::Ecs;
  });
  if (by_ecs)
    actions.insert(actions.begin(),
                   "ecs:DescribeTaskDefinition");  // the action starts from the revision that runs
  statements.push_back({true, std::move(actions), {graph::Value("*")}, {}, {}});
  statements.push_back(std::move(pass));
}

std::vector<Statement> statements_of(const Context& context, const sema::Block& pipeline,
                                     const std::vector<Release>& releases,
                                     const std::vector<Project>& projects,
                                     const ArtifactStore& store) {
  std::vector<Statement> statements;
  allow_artifacts(store, statements);
  statements.push_back(about_buckets(store));
  for (const sema::Block* source : pipeline.nested("source")) {
    for (Statement& statement : source_statements(context, *source))
      statements.push_back(std::move(statement));
  }
  for (const sema::Block* approve : pipeline.nested("approve")) {
    if (approve->has("notify"))
      statements.push_back({true,
                            {"sns:Publish"},
                            {context.field(*approve, "notify")},
                            {},
                            (*approve)["notify"].span});
  }
  if (!projects.empty()) statements.push_back(build_statement(projects));
  for (const Release& release : releases) {
    if (release.service->controller == plan::Controller::CodeDeploy) {
      add_codedeploy(context, release, statements);
    } else {
      add_ecs(context, release, statements);
    }
  }
  add_stacks(context, pipeline, statements);
  if (!releases.empty()) add_task_definitions(context, releases, statements);
  return statements;
}

}  // namespace

RoleInUse add_pipeline_role(Context& context, const sema::Block& pipeline,
                            const std::vector<Release>& releases,
                            const std::vector<Project>& projects, const ArtifactStore& store) {
  iam::RoleSpec spec;
  spec.name = pipeline.name;
  if (const auto deliveries = deliveries_to_accounts(context, pipeline); !deliveries.empty())
    spec.known_as = plan::pipeline_role(context.graph.app, *deliveries.front());
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html
  spec.trust = iam::trust("codepipeline.amazonaws.com", iam::same_account());
  return use_role(context, pipeline, pipeline.name, std::move(spec),
                  statements_of(context, pipeline, releases, projects, store));
}

}  // namespace svc::lower
