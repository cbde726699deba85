// Resources of ECS in the words of a target: raw task definitions, services and groups, and
// patched task definitions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "check/check.h"
#include "check/definition.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
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

// The patches of a task: its own, and those of the service or job that it is written in.
void check_patched_task(const plan::Task& task, Sink& sink) {
  for (const Block* block = task.block; block != nullptr; block = block->parent) {
    for (const sema::Patch& patch : block->patches) {
      if (replaces_parts(patch)) check_definition(Definition(task, patch), sink);
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

}  // namespace

void check_limits(const std::vector<plan::OutsideLimits>& outside, Sink& sink) {
  for (const plan::OutsideLimits& o : outside)
    sink.report<diag::PropertyLimits>(o.span, o.property, o.value, o.limits)
        .help("write a value within these limits");
}

void check_raw_tasks(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_raw_services(program, plan, sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::ECS::TaskDefinition", "aws_ecs_task_definition"))
    check_definition(Definition(raw), sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group"))
    check_raw_range(raw, "MinSize", "MaxSize", "min_size", "max_size", sink);
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScalableTarget",
                                      "aws_appautoscaling_target"))
    check_raw_range(raw, "MinCapacity", "MaxCapacity", "min_capacity", "max_capacity", sink);
  for (const plan::Task& task : plan.tasks) check_patched_task(task, sink);
}

}  // namespace svc::check
