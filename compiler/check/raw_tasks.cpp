// Resources of ECS in the words of a target: raw task definitions, services and groups, and
// patched task definitions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/check.h"
#include "check/definition.h"
#include "check/json_text.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/tasks.h"
#include "plan/aws_values.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

std::optional<std::int64_t> whole(const sema::Value* value) {
  return value ? plan::whole_number(*value) : std::nullopt;
}

// Judges a definition by the rules of a `task`. Their advice is in the words of the language, so it
// is replaced. What the sink has already is not said again.
void check_definition(const Definition& definition, Sink& sink) {
  plan::Plan plan;
  plan.tasks.push_back(definition.task());
  Sink found;
  found.set_environment(sink.environment());
  check_tasks(plan, found);
  const std::vector<Diagnostic>& known = sink.diagnostics();
  found.keep_since(0, [&](const Diagnostic& d) {
    return std::none_of(known.begin(), known.end(), [&](const Diagnostic& other) {
      return other.code == d.code && other.span == d.span;
    });
  });
  found.complete_since(0, [](Diagnostic& d) {
    d.fix = {};
    d.help = fmt::format("`svcc explain {}` shows the rule, in the words of a `task`",
                         code_text(d.code));
  });
  sink.append(found);
  check_limits(definition.outside(), sink);
}

// The items of the list of containers, also of one that is written as JSON.
std::vector<const sema::Value*> containers_in(const Document& document) {
  std::vector<const sema::Value*> found;
  const auto* list = document.value() ? document.value()->get<sema::List>() : nullptr;
  if (list == nullptr) return found;
  for (const sema::Value& item : list->items) found.push_back(&item);
  return found;
}

// The member under its name in CloudFormation or in the JSON of ECS.
const sema::Value* either(const sema::Value& object, std::string_view capital,
                          std::string_view small) {
  const sema::Value* value = member(object, capital);
  return value != nullptr ? value : member(object, small);
}

// What ECS does itself for the tasks it does with the execution role:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
void check_execution_role(const Raw& raw, const sema::Value& container, bool fargate, Sink& sink) {
  if (raw.get("ExecutionRoleArn", "execution_role_arn") != nullptr) return;
  const sema::Value* secrets = either(container, "Secrets", "secrets");
  const sema::Value* driver =
      either(container, "LogConfiguration.LogDriver", "logConfiguration.logDriver");
  const bool logs = fargate && driver != nullptr && text_of(*driver).value_or("") == "awslogs";
  const sema::Value* image = either(container, "Image", "image");
  const auto* call = image ? image->get<sema::MethodCall>() : nullptr;
  const bool pulls =
      fargate && image != nullptr &&
      (call != nullptr || text_of(*image).value_or("").find(".dkr.ecr.") != std::string::npos);
  if (secrets == nullptr && !logs && !pulls) return;
  sink.report<diag::NoExecutionRole>((secrets ? secrets
                                      : logs  ? driver
                                              : image)
                                         ->span,
                                     raw.block->name,
                                     secrets ? "read secrets"
                                     : logs  ? "write logs"
                                             : "pull from ECR")
      .help(raw.terraform ? "write `execution_role_arn = …`" : "write `ExecutionRoleArn = …`");
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
// (awslogs-stream-prefix)
void check_log_prefix(const sema::Value& container, bool fargate, Sink& sink) {
  const sema::Value* logs = either(container, "LogConfiguration", "logConfiguration");
  const sema::Value* driver = logs ? either(*logs, "LogDriver", "logDriver") : nullptr;
  const sema::Value* options = logs ? either(*logs, "Options", "options") : nullptr;
  if (!fargate || driver == nullptr || text_of(*driver).value_or("") != "awslogs" ||
      options == nullptr || options->get<sema::Object>() == nullptr ||
      member(*options, "awslogs-stream-prefix") != nullptr)
    return;
  sink.report<diag::NoStreamPrefix>(options->span)
      .help("write `\"awslogs-stream-prefix\" = \"app\"`");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (name)
void check_raw_containers(const Raw& raw, Sink& sink) {
  const sema::Value* where = raw.get("RequiresCompatibilities", "requires_compatibilities");
  const auto* list = where ? where->get<sema::List>() : nullptr;
  const bool fargate =
      list != nullptr &&
      std::any_of(list->items.begin(), list->items.end(),
                  [](const sema::Value& item) { return text_of(item).value_or("") == "FARGATE"; });
  const Document document(raw.get("ContainerDefinitions", "container_definitions"));
  std::map<std::string, Span> names;
  for (const sema::Value* container : containers_in(document)) {
    check_execution_role(raw, *container, fargate, sink);
    check_log_prefix(*container, fargate, sink);
    const sema::Value* name = either(*container, "Name", "name");
    const auto text = name ? text_of(*name) : std::nullopt;
    if (!text) continue;
    const auto [first, added] = names.try_emplace(*text, name->span);
    if (!added)
      sink.report<diag::RepeatedBlock>(name->span, *text)
          .related(first->second, "the other container")
          .help("give one of them another name");
  }
}

// Whether a patch changes parts of a definition that plan/as_patched.h does not read.
bool replaces_parts(const sema::Patch& patch) {
  constexpr std::array<std::string_view, 6> kParts = {
      "ContainerDefinitions", "container_definitions", "Volumes", "volume",
      "PlacementConstraints", "placement_constraints"};
  constexpr std::array<std::string_view, 2> kFaults = {"EnableFaultInjection",
                                                       "enable_fault_injection"};
  const auto has = [&](std::string_view name) { return member(patch.properties, name) != nullptr; };
  return patch.part == "task_definition" && (std::any_of(kParts.begin(), kParts.end(), has) ||
                                             std::any_of(kFaults.begin(), kFaults.end(), has));
}

// Fargate writes the logs of each container with the execution role.
void check_role_taken_away(const plan::Task& task, const sema::Patch& patch, Sink& sink) {
  if (patch.part != "task_definition" || !task.launch.fargate) return;
  for (const sema::RemovedProperty& removed : patch.removed) {
    if (removed.path.size() != 1 || (removed.path.front() != "ExecutionRoleArn" &&
                                     removed.path.front() != "execution_role_arn"))
      continue;
    sink.report<diag::NoExecutionRole>(removed.span, task.name, "write logs")
        .help("leave the patch out");
  }
}

// The patches of a task: its own, and those of the service or job that it is written in.
void check_patched_task(const plan::Task& task, Sink& sink) {
  for (const Block* block = task.block; block != nullptr; block = block->parent) {
    for (const sema::Patch& patch : block->patches) {
      if (replaces_parts(patch)) check_definition(Definition(task, patch), sink);
      check_role_taken_away(task, patch, sink);
    }
    if (block->top_level) return;
  }
}

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html,
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
void check_raw_range(const Raw& raw, std::string_view least_name, std::string_view most_name,
                     std::string_view least_argument, std::string_view most_argument, Sink& sink) {
  const sema::Value* least = raw.get(least_name, least_argument);
  const auto low = whole(least);
  const auto high = whole(raw.get(most_name, most_argument));
  if (!low || !high || *low <= *high) return;
  sink.report<diag::RawRange>(least->span, *low, *high).help("write the smaller number first");
}

void check_patched_range(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  const sema::Value* least = patched(block, {"scalable_target", "MinCapacity", "min_capacity"});
  const sema::Value* most = patched(block, {"scalable_target", "MaxCapacity", "max_capacity"});
  if (least == nullptr && most == nullptr) return;
  const std::int64_t low = whole(least).value_or(service.min);
  const std::int64_t high = whole(most).value_or(service.max);
  if (low <= high) return;
  sink.report<diag::RawRange>((least ? least : most)->span, low, high)
      .related(block["count"].span, "the count of the service")
      .help("write `count` in the service instead of the patch");
}

}  // namespace

void check_limits(const std::vector<plan::OutsideLimits>& outside, Sink& sink) {
  for (const plan::OutsideLimits& o : outside)
    sink.report<diag::PropertyLimits>(o.span, o.property, o.value, o.limits)
        .help("write a value within these limits");
}

void check_raw_tasks(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_raw_services(program, plan, sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::ECS::TaskDefinition", "aws_ecs_task_definition")) {
    check_definition(Definition(raw), sink);
    check_raw_containers(raw, sink);
  }
  for (const Raw& raw :
       raw_resources(program, "AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group"))
    check_raw_range(raw, "MinSize", "MaxSize", "min_size", "max_size", sink);
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScalableTarget",
                                      "aws_appautoscaling_target"))
    check_raw_range(raw, "MinCapacity", "MaxCapacity", "min_capacity", "max_capacity", sink);
  for (const plan::Task& task : plan.tasks) check_patched_task(task, sink);
  for (const plan::Service& service : plan.services) check_patched_range(service, sink);
}

}  // namespace svc::check
