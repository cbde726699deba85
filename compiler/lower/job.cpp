// Jobs. A Step Functions state machine runs the task, because only it waits for the task to stop,
// sees failures, limits the time and retries. EventBridge would start the task and forget it.
// Schedules start the state machine.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
#include "lower/job.h"

#include "lower/iam.h"
#include "lower/job_run.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

// ---- The state machine
// ------------------------------------------------------------------------------------------------------------------------

graph::Value definition(Context& context, const plan::Job& job) {
  graph::Value run = run_state(context, job);
  if (!runs_several(job))
    return graph::map({{"StartAt", "Run"}, {"States", graph::map({{"Run", std::move(run)}})}});
  std::vector<graph::Value> indices;
  for (std::int64_t i = 0; i < job.block->integer("count"); ++i) indices.emplace_back(i);
  const graph::Value all = graph::map({
      {"Type", "Pass"},
      {"Parameters",
       graph::map({{"input.$", "$"},
                   {"indices", graph::list(std::move(indices)).at((*job.block)["count"].span)}})},
      {"Next", "Each"},
  });
  const graph::Value each = graph::map({
      {"Type", "Map"},
      {"ItemsPath", "$.indices"},
      {"ItemSelector", graph::map({{"input.$", "$.input"}, {"index.$", "$$.Map.Item.Value"}})},
      {"ItemProcessor", graph::map({
                            {"ProcessorConfig", graph::map({{"Mode", "INLINE"}})},
                            {"StartAt", "Run"},
                            {"States", graph::map({{"Run", std::move(run)}})},
                        })},
      {"End", true},
  });
  return graph::map({{"StartAt", "All"}, {"States", graph::map({{"All", all}, {"Each", each}})}});
}

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html#ecs-iam; every revision of
// the task definition, because a run can outlive one.
std::vector<iam::Statement> run_statements(const Context& context, const plan::Job& job) {
  const graph::Node& task = context.graph.nodes[context.part(*job.task->block, PartKind::Main)];
  const graph::Value cluster = graph::map(
      {{"ArnEquals", graph::map({{"ecs:cluster", context.attribute(*job.cluster, "arn")}})}});
  iam::Statement pass{
      true,
      {"iam:PassRole"},
      {},
      graph::map(
          {{"StringEquals", graph::map({{"iam:PassedToService", "ecs-tasks.amazonaws.com"}})}}),
      {}};
  for (const std::string_view role : {"execution_role_arn", "task_role_arn"}) {
    if (const graph::Value* arn = task.find(role)) pass.resources.push_back(*arn);
  }
  std::vector<iam::Statement> statements = {
      {true,
       {"ecs:RunTask"},
       {iam::arn("ecs", "task-definition/" + context.physical_name(job.task->name) + ":*")},
       cluster,
       {}},
      {true, {"ecs:DescribeTasks", "ecs:StopTask"}, {graph::Value("*")}, cluster, {}},
      {true,
       {"ecs:TagResource"},
       {iam::arn("ecs", "task/*")},
       graph::map({{"StringEquals", graph::map({{"ecs:CreateAction", "RunTask"}})}}),
       {}},
  };
  if (context.has_part(*job.block, PartKind::DiskRole)) {
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
    const graph::Value to_ecs =
        graph::map({{"StringEquals", graph::map({{"iam:PassedToService", "ecs.amazonaws.com"}})}});
    statements.push_back({true,
                          {"iam:PassRole"},
                          {graph::Ref{context.part(*job.block, PartKind::DiskRole), "arn"}},
                          to_ecs,
                          {}});
  } else {
    // Step Functions learns from its events that a task has ended.
    statements.push_back({true,
                          {"events:DescribeRule", "events:PutRule", "events:PutTargets"},
                          {iam::arn("events", "rule/StepFunctionsGetEventsForECSTaskRule")},
                          {},
                          {}});
  }
  statements.push_back(std::move(pass));
  return statements;
}

// The group to which Step Functions writes the events of each run, without their data. Groups with
// this prefix need no policy of their own:
// https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
graph::NodeId add_run_log(Context& context, const sema::Block& job) {
  constexpr int kDays = 30;
  const graph::NodeId id = context.add("logs_log_group", job.name + "_runs", job);
  set(context.node(id), "log_group_name",
      "/aws/vendedlogs/states/" + context.physical_name(job.name));
  set(context.node(id), "retention_in_days", kDays);
  return id;
}

// None of these can be limited: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
iam::Statement log_statement() {
  return {true,
          {"logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups",
           "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
           "logs:PutResourcePolicy", "logs:UpdateLogDelivery"},
          {graph::Value("*")},
          {},
          {}};
}

graph::NodeId add_state_machine(Context& context, const plan::Job& job) {
  const sema::Block& block = *job.block;
  iam::RoleSpec spec;
  spec.name = block.name + "_run";
  spec.trust = iam::trust("states.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, block, std::move(spec));
  graph::Value states = definition(context, job);
  std::vector<iam::Statement> statements = run_statements(context, job);
  statements.push_back(log_statement());
  iam::add_policy(context, block, block.name + "_run", role, statements);
  const graph::NodeId log = add_run_log(context, block);

  const graph::NodeId id = context.add("stepfunctions_state_machine", block.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "state_machine_name",
      graph::Value(context.physical_name(block.name)).at(block.name_span));
  set(node, "role_arn", graph::Ref{role, "arn"});
  set(node, "definition_string", std::move(states));
  set(node, "logging_configuration",
      graph::map({{"level", "ALL"},
                  {"include_execution_data", false},
                  {"log_destination", graph::Ref{log, "arn"}}}));
  if (context.has_part(*job.cluster, PartKind::Associations))
    node.depends_on.push_back(context.part(*job.cluster, PartKind::Associations));
  return id;
}

}  // namespace

void lower_job(Context& context, const sema::Block& block) {
  const plan::Job& job = *context.plan.jobs.find(&block);
  if (job.own_interface()) add_task_group(context, job);
  add_triggers(context, block, add_state_machine(context, job));
}

}  // namespace svc::lower
