// Resources of ECS in the words of a target: raw task definitions, services, groups and target
// groups, and lists of containers in patches.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/json_text.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/tasks.h"
#include "plan/facts.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

constexpr std::int64_t kMibBytes = 1024 * 1024;

// A property of a container: `StopTimeout` in CloudFormation, `stopTimeout` in the JSON of
// Terraform.
const sema::Value* either(const sema::Value& object, std::string name) {
  if (const sema::Value* value = member(object, name)) return value;
  name.front() = static_cast<char>(name.front() | 0x20);
  return member(object, name);
}

std::optional<std::int64_t> whole(const sema::Value* value) {
  const auto number = value ? number_of(*value) : std::nullopt;
  return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

std::string name_of(const sema::Value& container) {
  const sema::Value* name = either(container, "Name");
  const auto text = name ? text_of(*name) : std::nullopt;
  return text ? *text : "this container";
}

void check_raw_ports(const sema::Value& container, std::string_view mode, Sink& sink) {
  const sema::Value* mappings = either(container, "PortMappings");
  const auto* list = mappings ? mappings->get<sema::List>() : nullptr;
  if (list == nullptr || (mode != "awsvpc" && mode != "host")) return;
  for (const sema::Value& mapping : list->items) {
    const sema::Value* host = either(mapping, "HostPort");
    const auto inside = whole(either(mapping, "ContainerPort"));
    const auto outside = whole(host);
    if (!inside || !outside || *outside == 0 || *inside == *outside) continue;
    sink.report<diag::HostPort>(host->span, mode, *inside, *outside)
        .help("leave the port of the host out");
  }
}

void check_raw_container(const sema::Value& container, bool fargate, std::string_view mode,
                         Sink& sink) {
  if (const sema::Value* image = either(container, "Image")) check_image_reference(*image, sink);
  check_raw_ports(container, mode, sink);
  constexpr std::int64_t kLongestStop = 120;
  const sema::Value* stop = either(container, "StopTimeout");
  if (fargate && whole(stop).value_or(0) > kLongestStop)
    sink.report<diag::StopTimeout>(stop->span, sema::duration_text(*whole(stop) * 1000))
        .help("write 120 or less");
  const sema::Value* privileged = either(container, "Privileged");
  if (fargate && privileged != nullptr && flag_of(*privileged).value_or(false))
    sink.report<diag::NotOnFargate>(privileged->span, "`Privileged`").help("leave it out");
}

struct RawSize {
  std::optional<std::int64_t> cpu;
  std::optional<std::int64_t> memory;  // MiB
};

void check_raw_containers(const sema::Value& list, bool fargate, std::string_view mode,
                          const RawSize& task, Span task_span, Sink& sink) {
  const auto* items = list.get<sema::List>();
  if (items == nullptr || items->items.empty()) return;
  std::int64_t cpu = 0;
  std::int64_t memory = 0;
  bool essential = false;
  for (const sema::Value& container : items->items) {
    check_raw_container(container, fargate, mode, sink);
    const auto soft = whole(either(container, "MemoryReservation"));
    const auto hard = whole(either(container, "Memory"));
    memory += soft ? *soft : hard.value_or(0);
    cpu += whole(either(container, "Cpu")).value_or(0);
    const sema::Value* flag = either(container, "Essential");
    essential = essential || flag == nullptr || flag_of(*flag).value_or(true);
    if (task.memory && hard && *hard > *task.memory)
      sink.report<diag::ContainerAboveTask>(either(container, "Memory")->span, name_of(container),
                                            sema::size_text(*hard * kMibBytes),
                                            sema::size_text(*task.memory * kMibBytes))
          .help("give the container less or the task more memory");
  }
  constexpr std::size_t kMostContainers = 10;
  if (items->items.size() > kMostContainers)
    sink.report<diag::TooManyContainers>(items->items[kMostContainers].span, items->items.size())
        .help("split the task into several");
  if (!essential)
    sink.report<diag::NoEssentialContainer>(list.span).help(
        "leave out `Essential` of the container that does the work");
  if (task.cpu && cpu > *task.cpu)
    sink.report<diag::ContainersCpu>(task_span, sema::cpu_text(cpu), sema::cpu_text(*task.cpu))
        .help("give the task more or the containers less");
  if (task.memory && memory > *task.memory)
    sink.report<diag::ContainersMemory>(task_span, sema::size_text(memory * kMibBytes),
                                        sema::size_text(*task.memory * kMibBytes))
        .help("give the task more or the containers less");
}

bool on_fargate(const sema::Value* compatibilities) {
  const auto* list = compatibilities ? compatibilities->get<sema::List>() : nullptr;
  return list != nullptr &&
         std::any_of(list->items.begin(), list->items.end(), [](const sema::Value& item) {
           const auto* text = item.get<std::string>();
           return text != nullptr && *text == "FARGATE";
         });
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
void check_raw_size(const Raw& raw, const RawSize& size, Sink& sink) {
  const sema::Value* cpu = raw.get("Cpu", "cpu");
  const sema::Value* memory = raw.get("Memory", "memory");
  if (cpu == nullptr || memory == nullptr) {
    sink.report<diag::FargateNeedsSize>(raw.block->span, cpu != nullptr      ? "`memory`"
                                                         : memory != nullptr ? "`cpu`"
                                                                             : "`cpu` and `memory`")
        .help("write a size of Fargate, such as 256 and 512");
    return;
  }
  if (!size.cpu || !size.memory) return;
  const plan::FargateSize* known = plan::find_fargate_size(*size.cpu);
  if (known == nullptr) {
    sink.report<diag::FargateCpu>(cpu->span, sema::cpu_text(*size.cpu))
        .help("write 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768");
  } else if (std::find(known->memory.begin(), known->memory.end(), *size.memory) ==
             known->memory.end()) {
    sink.report<diag::FargateMemory>(memory->span, sema::cpu_text(*size.cpu),
                                     fargate_memory_text(*known),
                                     sema::size_text(*size.memory * kMibBytes))
        .related(cpu->span, "the cpu of the task")
        .help(fmt::format("write {} to {}", known->memory.front(), known->memory.back()));
  }
}

void check_raw_definition(const Raw& raw, Sink& sink) {
  const RawSize size{whole(raw.get("Cpu", "cpu")), whole(raw.get("Memory", "memory"))};
  const bool fargate = on_fargate(raw.get("RequiresCompatibilities", "requires_compatibilities"));
  const sema::Value* mode = raw.get("NetworkMode", "network_mode");
  const auto mode_text = mode ? text_of(*mode) : std::nullopt;
  if (fargate) check_raw_size(raw, size, sink);
  if (fargate && (mode == nullptr || (mode_text && *mode_text != "awsvpc")))
    sink.report<diag::FargateNetworkMode>(mode ? mode->span : raw.block->span,
                                          mode_text ? *mode_text : "bridge")
        .help("write the network mode \"awsvpc\"");
  const Document containers(raw.get("ContainerDefinitions", "container_definitions"));
  if (containers.value() != nullptr)
    check_raw_containers(*containers.value(), fargate, mode_text.value_or("bridge"), size,
                         raw.block->span, sink);
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (launchType)
void check_raw_service(const Raw& raw, Sink& sink) {
  const sema::Value* launch = raw.get("LaunchType", "launch_type");
  const sema::Value* strategy = raw.get("CapacityProviderStrategy", "capacity_provider_strategy");
  if (launch == nullptr || strategy == nullptr) return;
  sink.report<diag::LaunchAndStrategy>(launch->span)
      .related(strategy->span, "the strategy")
      .help("keep one of them");
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

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
void check_raw_target_group(const Raw& raw, Sink& sink) {
  const sema::Value* timeout = raw.get("HealthCheckTimeoutSeconds", "health_check.timeout");
  const auto seconds = whole(timeout);
  const auto interval = whole(raw.get("HealthCheckIntervalSeconds", "health_check.interval"));
  if (!seconds || !interval || *seconds < *interval) return;
  sink.report<diag::TargetTimeout>(timeout->span, sema::duration_text(*seconds * 1000),
                                   sema::duration_text(*interval * 1000))
      .help("write a timeout that is less than the interval");
}

std::string_view mode_word(plan::NetworkMode mode) {
  switch (mode) {
    case plan::NetworkMode::Awsvpc:
      return "awsvpc";
    case plan::NetworkMode::Host:
      return "host";
    case plan::NetworkMode::Bridge:
      return "bridge";
    case plan::NetworkMode::None:
      return "none";
  }
  return {};
}

}  // namespace

void check_raw_tasks(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::ECS::TaskDefinition", "aws_ecs_task_definition"))
    check_raw_definition(raw, sink);
  for (const Raw& raw : raw_resources(program, "AWS::ECS::Service", "aws_ecs_service"))
    check_raw_service(raw, sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group"))
    check_raw_range(raw, "MinSize", "MaxSize", "min_size", "max_size", sink);
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScalableTarget",
                                      "aws_appautoscaling_target"))
    check_raw_range(raw, "MinCapacity", "MaxCapacity", "min_capacity", "max_capacity", sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group"))
    check_raw_target_group(raw, sink);
  for (const plan::Task& task : plan.tasks) {
    const Document containers(
        patched(*task.block, {"task_definition", "ContainerDefinitions", "container_definitions"}));
    if (containers.value() == nullptr) continue;
    const Block& block = *task.block;
    RawSize size;
    if (block.has("cpu")) size.cpu = block.cpu_units("cpu");
    if (block.has("memory")) size.memory = block.mebibytes("memory");
    check_raw_containers(*containers.value(), task.launch.fargate, mode_word(task.mode), size,
                         containers.value()->span, sink);
  }
}

}  // namespace svc::check
