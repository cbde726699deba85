// Running a task once. Step Functions does it itself (`ecs:runTask.sync`), except for tasks with an
// EBS volume: only the API has that parameter, so the state machine calls the API and polls the
// task until it stops.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
// https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
#include "lower/job_run.h"

#include <algorithm>

#include "lower/service.h"
#include "lower/volumes.h"

namespace svc::lower {

namespace {

// The input of the run, for the containers that do the work:
// https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
graph::Value overrides(const plan::Job& job) {
  std::vector<graph::Value> containers;
  for (const sema::Block* container : job.task->block->nested("container")) {
    if (!container->flag("essential")) continue;
    std::vector<graph::Value> variables = {
        graph::map({{"Name", "JOB_INPUT"},
                    {"Value.$", runs_several(job) ? "States.JsonToString($.input)"
                                                  : "States.JsonToString($)"}})};
    if (runs_several(job))
      variables.push_back(
          graph::map({{"Name", "JOB_INDEX"}, {"Value.$", "States.Format('{}', $.index)"}}));
    containers.push_back(graph::map(
        {{"Name", container->name}, {"Environment", graph::list(std::move(variables))}}));
  }
  return graph::map({{"ContainerOverrides", graph::list(std::move(containers))}});
}

// The parameters of RunTask:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
graph::Value run_task(const Context& context, const plan::Job& job, graph::Value disks) {
  const sema::Block& block = *job.block;
  std::vector<graph::Value> strategy;
  for (const plan::CapacityShare& share : job.capacity) {
    if (share.kind == plan::Capacity::External) continue;
    strategy.push_back(graph::map({{"CapacityProvider", provider_of(context, share)},
                                   {"Base", share.base},
                                   {"Weight", share.weight}})
                           .at(share.span));
  }
  graph::Value network;
  if (job.own_interface()) {
    network = graph::map(
        {{"AwsvpcConfiguration",
          graph::map({
              {"Subnets", context.attribute(*job.network->block, job.group)},
              {"SecurityGroups",
               graph::list({graph::Ref{context.part(block, PartKind::SecurityGroup), "id"}})},
              {"AssignPublicIp", block.flag("public_ip") ? "ENABLED" : "DISABLED"},
          })}});
  }
  const bool external = job.runs_on() == plan::Capacity::External;
  return graph::map({
      {"Cluster", context.attribute(*job.cluster, "arn")},
      {"TaskDefinition", graph::Ref{context.part(*job.task->block, PartKind::Main), "arn"}},
      {"LaunchType",
       strategy.empty() ? graph::Value(external ? "EXTERNAL" : "FARGATE") : graph::Value()},
      {"CapacityProviderStrategy",
       strategy.empty() ? graph::Value() : graph::list(std::move(strategy))},
      {"PlatformVersion", context.field(block, "platform")},
      {"NetworkConfiguration", std::move(network)},
      {"Overrides", overrides(job)},
      {"PropagateTags", "TASK_DEFINITION"},
      {"VolumeConfigurations", std::move(disks)},
  });
}

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
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
graph::Value waiting_state(const Context& context, const plan::Job& job) {
  return graph::map({
      {"Type", "Task"},
      {"Resource", graph::concat({"arn:", graph::Pseudo::Partition, ":states:::ecs:runTask.sync"})},
      {"Parameters", run_task(context, job, {})},
      {"TimeoutSeconds", context.field(*job.block, "timeout")},
      {"Retry", retry(*job.block)},
      {"End", true},
  });
}

// ---- Tasks with a disk
// ------------------------------------------------------------------------------------------------------------------------

using Entries = std::vector<std::pair<Word, graph::Value>>;

// A state that calls the API of ECS.
graph::Value call(const std::string& action, graph::Value parameters, Entries more) {
  Entries state = {
      {"Type", "Task"},
      {"Resource",
       graph::concat({"arn:", graph::Pseudo::Partition, ":states:::aws-sdk:ecs:" + action})},
      {"Parameters", std::move(parameters)},
  };
  std::move(more.begin(), more.end(), std::back_inserter(state));
  return graph::map(std::move(state));
}

// https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
graph::Value choice(std::vector<graph::Value> rules, std::string otherwise) {
  return graph::map({{"Type", "Choice"},
                     {"Choices", graph::list(std::move(rules))},
                     {"Default", std::move(otherwise)}});
}

graph::Value fail(std::string error, std::string cause_path) {
  return graph::map(
      {{"Type", "Fail"}, {"Error", std::move(error)}, {"CausePath", std::move(cause_path)}});
}

// A comparison in a Choice state: whether a variable exists and its value matches.
std::vector<graph::Value> is(const std::string& variable, std::string comparison,
                             graph::Value value) {
  return {graph::map({{"Variable", variable}, {"IsPresent", true}}),
          graph::map({{"Variable", variable}, {std::move(comparison), std::move(value)}})};
}

graph::Value rule(Entries condition, std::string next) {
  condition.emplace_back("Next", std::move(next));
  return graph::map(std::move(condition));
}

// The exit codes of the essential containers. They are lists, because a path with a filter always
// returns a list; it is empty for a container that never ran.
struct Exits {
  Entries parameters;
  std::vector<graph::Value> all_well;
};

Exits exits(const plan::Job& job) {
  Exits result{{{"reason.$", "$.seen.tasks[*].StoppedReason"}}, {}};
  for (const sema::Block* container : job.task->block->nested("container")) {
    if (!container->flag("essential")) continue;
    const std::string name = "exit_" + std::to_string(result.parameters.size() - 1);
    result.parameters.emplace_back(
        name + ".$", "$.seen.tasks[*].Containers[?(@.Name == '" + container->name + "')].ExitCode");
    for (graph::Value& condition : is("$." + name + "[0]", "NumericEquals", 0))
      result.all_well.push_back(std::move(condition));
  }
  return result;
}

// A Parallel of one branch, because it can be retried as a whole.
graph::Value looked_after_state(Context& context, const plan::Job& job, graph::Value disks) {
  const std::int64_t timeout = job.block->seconds("timeout");
  const std::int64_t pause = job.look_every;
  const std::int64_t last_look =
      std::max<std::int64_t>(0, (timeout + pause - 1) / pause - 1);  // counted from 0
  const graph::Value cluster = context.attribute(*job.cluster, "arn");
  Exits ends = exits(job);
  const graph::Value again = graph::list({graph::map({{"ErrorEquals", graph::list({"States.ALL"})},
                                                      {"IntervalSeconds", 5},
                                                      {"MaxAttempts", 5},
                                                      {"BackoffRate", 2}})});
  const graph::Value started =
      graph::map({{"tasks.$", "$.Tasks[*].TaskArn"}, {"failures.$", "$.Failures"}, {"looks", 0}});
  const graph::Value states = graph::map({
      {"Start", call("runTask", run_task(context, job, std::move(disks)),
                     {{"ResultSelector", started}, {"Next", "Started"}})},
      {"Started",
       choice({rule({{"Variable", "$.tasks[0]"}, {"IsPresent", true}}, "Wait")}, "NotStarted")},
      {"NotStarted", fail("TaskNotStarted", "States.JsonToString($.failures)")},
      {"Wait", graph::map({{"Type", "Wait"}, {"Seconds", pause}, {"Next", "Look"}})},
      {"Look", call("describeTasks", graph::map({{"Cluster", cluster}, {"Tasks.$", "$.tasks"}}),
                    {{"ResultSelector",
                      graph::map({{"status.$", "$.Tasks[*].LastStatus"}, {"tasks.$", "$.Tasks"}})},
                     {"ResultPath", "$.seen"},
                     {"Retry", again},
                     {"Next", "Seen"}})},
      {"Seen",
       choice({rule({{"And", graph::list(is("$.seen.status[0]", "StringEquals", "STOPPED"))}},
                    "Exits"),
               rule({{"Variable", "$.looks"}, {"NumericGreaterThanEquals", last_look}}, "Stop")},
              "Count")},
      {"Count", graph::map({{"Type", "Pass"},
                            {"Parameters", graph::map({{"tasks.$", "$.tasks"},
                                                       {"looks.$", "States.MathAdd($.looks, 1)"}})},
                            {"Next", "Wait"}})},
      {"Exits", graph::map({{"Type", "Pass"},
                            {"Parameters", graph::map(std::move(ends.parameters))},
                            {"Next", "Ended"}})},
      {"Ended", choice({rule({{"And", graph::list(std::move(ends.all_well))}}, "Done")}, "Failed")},
      {"Done", graph::map({{"Type", "Succeed"}})},
      {"Failed", fail("TaskFailed", "States.JsonToString($)")},
      {"Stop", call("stopTask",
                    graph::map({{"Cluster", cluster},
                                {"Task.$", "$.tasks[0]"},
                                {"Reason", "it ran longer than its job allows"}}),
                    {{"ResultPath", graph::Value("$.stopped")}, {"Next", "TimedOut"}})},
      {"TimedOut",
       graph::map({{"Type", "Fail"},
                   {"Error", "TaskTimedOut"},
                   {"Cause", "The task ran longer than " + std::to_string(timeout) + " seconds"}})},
  });
  return graph::map({
      {"Type", "Parallel"},
      {"Branches", graph::list({graph::map({{"StartAt", "Start"}, {"States", states}})})},
      {"Retry", retry(*job.block)},
      {"End", true},
  });
}

}  // namespace

bool runs_several(const plan::Job& job) {
  return job.block->integer("count") > 1;
}

graph::Value run_state(Context& context, const plan::Job& job) {
  graph::Value disks = disks_of_run(context, *job.block, *job.task->block);
  return disks.absent() ? waiting_state(context, job)
                        : looked_after_state(context, job, std::move(disks));
}

}  // namespace svc::lower
