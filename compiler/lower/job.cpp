// Jobs. A state machine of Step Functions runs the task, because it alone waits for the end of the task, sees whether it failed, limits its time and tries it
// again: what EventBridge starts directly is started and forgotten. Schedules start the state machine.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// ---- The state machine ------------------------------------------------------------------------------------------------------------------------

// In the words of RunTask: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
graph::Value run_task(const Context& context, const plan::Job& job) {
  const sema::Block& block = *job.block;
  std::vector<graph::Value> strategy;
  for (const plan::CapacityShare& share : job.capacity) {
    graph::Value provider = share.ec2 ? context.attribute(*share.ec2, "name") : graph::Value(share.provider == "fargate_spot" ? "FARGATE_SPOT" : "FARGATE");
    strategy.push_back(graph::map({{"CapacityProvider", std::move(provider)}, {"Base", share.base}, {"Weight", share.weight}}).at(share.span));
  }
  graph::Value network = graph::map({{"AwsvpcConfiguration",
                                      graph::map({
                                          {"Subnets", context.attribute(*job.network->block, job.group)},
                                          {"SecurityGroups", graph::list({graph::Ref{context.part(block, "security_group"), "id"}})},
                                          {"AssignPublicIp", block.flag("public_ip") ? "ENABLED" : "DISABLED"},
                                      })}});
  return graph::map({
      {"Cluster", context.attribute(*job.cluster, "arn")},
      {"TaskDefinition", graph::Ref{context.part(*job.task->block, "main"), "arn"}},
      {"LaunchType", strategy.empty() ? graph::Value("FARGATE") : graph::Value()},
      {"CapacityProviderStrategy", strategy.empty() ? graph::Value() : graph::list(std::move(strategy))},
      {"NetworkConfiguration", std::move(network)},
      {"PropagateTags", "TASK_DEFINITION"},
  });
}

graph::Value retry(const sema::Block& job) {
  if (job.integer("retries") == 0) return {};
  return graph::list({graph::map({
                          {"ErrorEquals", graph::list({"States.ALL"})},
                          {"IntervalSeconds", 10},
                          {"MaxAttempts", job.integer("retries")},
                          {"BackoffRate", 2},
                      })
                          .at(job["retries"].span)});
}

// https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
graph::Value definition(const Context& context, const plan::Job& job) {
  const sema::Block& block = *job.block;
  return graph::map({
      {"StartAt", "Run"},
      {"States", graph::map({{"Run", graph::map({
                                         {"Type", "Task"},
                                         {"Resource", graph::concat({"arn:", graph::Pseudo::Partition, ":states:::ecs:runTask.sync"})},
                                         {"Parameters", run_task(context, job)},
                                         {"TimeoutSeconds", context.field(block, "timeout")},
                                         {"Retry", retry(block)},
                                         {"End", true},
                                     })}})},
  });
}

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html#ecs-iam; every revision of the task definition, since a run may outlive one.
std::vector<iam::Statement> run_statements(const Context& context, const plan::Job& job) {
  const graph::Node& task = context.graph.nodes[context.part(*job.task->block, "main")];
  const graph::Value cluster = graph::map({{"ArnEquals", graph::map({{"ecs:cluster", context.attribute(*job.cluster, "arn")}})}});
  iam::Statement pass{true, {"iam:PassRole"}, {}, graph::map({{"StringEquals", graph::map({{"iam:PassedToService", "ecs-tasks.amazonaws.com"}})}}), {}};
  for (const std::string_view role : {"execution_role_arn", "task_role_arn"}) {
    if (const graph::Value* arn = task.find(role)) pass.resources.push_back(*arn);
  }
  return {
      {true, {"ecs:RunTask"}, {iam::arn("ecs", "task-definition/" + context.physical_name(job.task->name) + ":*")}, cluster, {}},
      {true, {"ecs:DescribeTasks", "ecs:StopTask"}, {graph::Value("*")}, cluster, {}},
      {true, {"ecs:TagResource"}, {iam::arn("ecs", "task/*")}, graph::map({{"StringEquals", graph::map({{"ecs:CreateAction", "RunTask"}})}}), {}},
      {true, {"events:DescribeRule", "events:PutRule", "events:PutTargets"}, {iam::arn("events", "rule/StepFunctionsGetEventsForECSTaskRule")}, {}, {}},
      pass,
  };
}

graph::NodeId add_state_machine(Context& context, const plan::Job& job) {
  const sema::Block& block = *job.block;
  iam::RoleSpec spec;
  spec.name = block.name + "_run";
  spec.description = "Step Functions runs the task with it";
  spec.trust = iam::trust("states.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, block, std::move(spec));
  const graph::NodeId policy = iam::add_policy(context, block, block.name + "_run", role, run_statements(context, job));

  const graph::NodeId id = context.add("stepfunctions_state_machine", block.name, block);
  context.remember(block, "main", id);
  graph::Node& node = context.node(id);
  set(node, "state_machine_name", graph::Value(context.physical_name(block.name)).at(block.name_span));
  set(node, "role_arn", graph::Ref{role, "arn"});
  set(node, "definition_string", definition(context, job));
  // Step Functions refuses a state machine whose role may not yet do what it says.
  node.depends_on.push_back(policy);
  for (const std::string_view part : {"execution_policy", "task_policy"}) {
    if (context.has_part(*job.task->block, part)) node.depends_on.push_back(context.part(*job.task->block, part));
  }
  if (context.has_part(*job.cluster, "associations")) node.depends_on.push_back(context.part(*job.cluster, "associations"));
  return id;
}

// ---- What starts it ---------------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
void add_schedules(Context& context, const sema::Block& job, graph::NodeId machine) {
  const std::vector<const sema::Block*> triggers = job.nested("trigger", "schedule");
  if (triggers.empty()) return;
  iam::RoleSpec spec;
  spec.name = job.name + "_start";
  spec.description = "EventBridge Scheduler starts the job with it";
  spec.trust = iam::trust("scheduler.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, job, std::move(spec));
  const graph::NodeId policy =
      iam::add_policy(context, job, job.name + "_start", role, {{true, {"states:StartExecution"}, {graph::Ref{machine, "arn"}}, {}, triggers.front()->span}});
  int number = 1;
  for (const sema::Block* trigger : triggers) {
    // The first has the name of the job, so that a second one does not rename it.
    const std::string name = number == 1 ? job.name : job.name + "_" + std::to_string(number);
    ++number;
    graph::Node& node = context.node(context.add("scheduler_schedule", name, *trigger));
    set(node, "name", context.physical_name(name));
    set(node, "schedule_expression", context.field(*trigger, "at"));
    set(node, "schedule_expression_timezone", context.field(*trigger, "timezone"));
    set(node, "flexible_time_window", graph::map({{"mode", "OFF"}}));
    set(node, "target", graph::map({{"arn", graph::Ref{machine, "arn"}}, {"role_arn", graph::Ref{role, "arn"}}}));
    node.depends_on.push_back(policy);
  }
}

}  // namespace

void lower_job(Context& context, const plan::Job& job) {
  const sema::Block& block = *job.block;
  const graph::NodeId group = context.add("ec2_security_group", block.name, block);
  context.remember(block, "security_group", group);
  set(context.node(group), "group_name_prefix", context.physical_name(block.name) + "-");
  set(context.node(group), "group_description", "Tasks of " + context.physical_name(block.name));
  set(context.node(group), "vpc_id", context.attribute(*job.network->block, "id"));
  add_schedules(context, block, add_state_machine(context, job));
}

}  // namespace svc::lower
