// Services in the words of a target: raw ones, and the properties of patches that the language does
// not have.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/tasks.h"
#include "plan/aws_values.h"

namespace svc::check {
namespace {

std::string word_of(const sema::Value* value) {
  const auto text = value ? text_of(*value) : std::nullopt;
  return text.value_or("");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
void check_raw_deployment(const Raw& raw, Sink& sink) {
  const sema::Value* min = raw.get("DeploymentConfiguration.MinimumHealthyPercent",
                                   "deployment_minimum_healthy_percent");
  const sema::Value* max =
      raw.get("DeploymentConfiguration.MaximumPercent", "deployment_maximum_percent");
  const sema::Value* count = raw.get("DesiredCount", "desired_count");
  const auto tasks = count ? plan::whole_number(*count) : std::nullopt;
  const auto low = min ? plan::whole_number(*min) : std::optional<std::int64_t>(100);
  const auto high = max ? plan::whole_number(*max) : std::optional<std::int64_t>(200);
  const std::string controller =
      word_of(raw.get("DeploymentController.Type", "deployment_controller.type"));
  const sema::Value* breaker =
      raw.get("DeploymentConfiguration.DeploymentCircuitBreaker", "deployment_circuit_breaker");
  if (controller == "CODE_DEPLOY" && breaker != nullptr)
    sink.report<diag::BreakerOfCodeDeploy>(breaker->span, raw.block->name)
        .help("leave it out: CodeDeploy rolls back by its own rules");
  if (!tasks || *tasks < 1 || !low || !high || (min == nullptr && max == nullptr) ||
      controller == "CODE_DEPLOY")
    return;
  const auto least = static_cast<std::int64_t>(std::ceil(static_cast<double>(*tasks * *low) / 100));
  const auto most =
      static_cast<std::int64_t>(std::floor(static_cast<double>(*tasks * *high) / 100));
  if (most > least) return;
  sink.report<diag::DeploymentDeadlock>((max ? max : min)->span, *tasks, tasks_text(least), most)
      .related(count->span, "the number of tasks")
      .help("write a larger maximum, or a smaller minimum");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
void check_raw_capacity(const Raw& raw, Sink& sink) {
  const sema::Value* launch = raw.get("LaunchType", "launch_type");
  const sema::Value* strategy = raw.get("CapacityProviderStrategy", "capacity_provider_strategy");
  if (launch != nullptr && strategy != nullptr)
    sink.report<diag::LaunchAndStrategy>(launch->span)
        .related(strategy->span, "the strategy")
        .help("keep one of them");
  const sema::Value* platform = raw.get("PlatformVersion", "platform_version");
  const std::string version = word_of(platform);
  if (!version.empty() && version != "LATEST" &&
      FactList("platform-versions").values(version).empty())
    sink.report<diag::PlatformVersion>(platform->span, version, "Linux")
        .help("write \"1.4.0\", or leave it out");
  const sema::Value* scheduling = raw.get("SchedulingStrategy", "scheduling_strategy");
  if (word_of(scheduling) == "DAEMON" && word_of(launch) == "FARGATE")
    sink.report<diag::Daemon>(scheduling->span, "and Fargate has none")
        .related(launch->span, "the launch type")
        .help("write \"REPLICA\", or leave it out");
}

// Tasks with their own network interfaces are registered by address:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (loadBalancers)
void check_raw_targets(const Raw& raw, Sink& sink) {
  if (raw.get("NetworkConfiguration", "network_configuration") == nullptr) return;
  const sema::Value* balancers = raw.get("LoadBalancers", "load_balancer");
  const auto* list = balancers ? balancers->get<sema::List>() : nullptr;
  for (const sema::Value& item : list ? list->items : sema::List().items) {
    const sema::Value* arn = member(item, raw.terraform ? "target_group_arn" : "TargetGroupArn");
    const Block* group = arn ? read_block(*arn) : nullptr;
    if (group == nullptr || raw_type(*group).empty()) continue;
    const Raw target = raw_of(*group);
    const sema::Value* type = target.get("TargetType", "target_type");
    const std::string word = type ? word_of(type) : "instance";
    if (word != "instance") continue;
    sink.report<diag::TargetType>(type ? type->span : group->span, word, "ip")
        .related(arn->span, "the service with interfaces of its own")
        .help("write \"ip\"");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html
void check_spread_fields(const sema::Value* strategies, bool terraform, Sink& sink) {
  for (const sema::Value* item : items_of(strategies)) {
    const sema::Value* type = member(*item, terraform ? "type" : "Type");
    const sema::Value* field = member(*item, terraform ? "field" : "Field");
    const std::string name = word_of(field);
    if (word_of(type) != "spread" || name.empty() || name == "instanceId" || name == "host" ||
        name.starts_with("attribute:"))
      continue;
    sink.report<diag::SpreadField>(field->span, name)
        .help("write \"attribute:ecs.availability-zone\", or \"instanceId\"");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
void check_interfaces_of(const sema::Value* subnets, const sema::Value* groups, Sink& sink) {
  constexpr std::size_t kMostSubnets = 16, kMostGroups = 5;
  const auto* list = subnets ? subnets->get<sema::List>() : nullptr;
  if (list != nullptr && list->items.size() > kMostSubnets)
    sink.report<diag::TooManySubnets>(subnets->span, list->items.size(), kMostSubnets)
        .help("list at most 16 of them");
  const auto* ids = groups ? groups->get<sema::List>() : nullptr;
  if (ids != nullptr && ids->items.size() > kMostGroups)
    sink.report<diag::TooManyGroups>(groups->span, ids->items.size(), kMostGroups)
        .help("move the rules of several groups into one group");
}

}  // namespace

void check_raw_services(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_service_relations(program, plan, sink);
  for (const Raw& raw : raw_resources(program, "AWS::ECS::Service", "aws_ecs_service")) {
    check_raw_deployment(raw, sink);
    check_raw_capacity(raw, sink);
    check_raw_targets(raw, sink);
    check_spread_fields(raw.get("PlacementStrategies", "ordered_placement_strategy"), raw.terraform,
                        sink);
    check_interfaces_of(raw.get("NetworkConfiguration.AwsvpcConfiguration.Subnets",
                                "network_configuration.subnets"),
                        raw.get("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
                                "network_configuration.security_groups"),
                        sink);
  }
  for (const plan::Service& service : plan.services) {
    const Block& block = *service.block;
    check_interfaces_of(
        patched(block, {"service", "NetworkConfiguration.AwsvpcConfiguration.Subnets",
                        "network_configuration.subnets"}),
        patched(block, {"service", "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
                        "network_configuration.security_groups"}),
        sink);
    const sema::Value* strategies = patched(block, {"service", "PlacementStrategies", {}});
    const sema::Value* ordered = patched(block, {"service", {}, "ordered_placement_strategy"});
    for (const sema::Value* patch : {strategies, ordered}) {
      if (patch != nullptr && service.on_fargate())
        sink.report<diag::PlacementOnFargate>(patch->span, block.name).help("leave it out");
    }
    check_spread_fields(strategies, false, sink);
    check_spread_fields(ordered, true, sink);
    const sema::Value* shares =
        patched(block, {"service", "CapacityProviderStrategy", "capacity_provider_strategy"});
    if (shares != nullptr && block.flag("daemon"))
      sink.report<diag::Daemon>(shares->span, "and takes no strategy").help("leave it out");
    const sema::Value* scheduling =
        patched(block, {"service", "SchedulingStrategy", "scheduling_strategy"});
    if (word_of(scheduling) == "DAEMON" && service.on_fargate())
      sink.report<diag::Daemon>(scheduling->span, "and Fargate has none").help("leave it out");
  }
}

}  // namespace svc::check
