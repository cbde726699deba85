// Releases where ECS itself moves the traffic: blue/green, canary and linear.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
#include <fmt/format.h>

#include <stdexcept>

#include "lower/iam.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

// A rule of the route, on the listener of production or of tests.
graph::Value rule_of(const Context& context, const plan::Route& route, std::size_t listener) {
  return graph::Ref{
      context.part(*route.block, {PartKind::Rule, route.balancer->listeners[listener].port}),
      "arn"};
}

graph::Value minutes(const sema::Block& deploy, std::string_view field) {
  return graph::Value((deploy.seconds(field) + 59) / 60).at(deploy[field].span);
}

}  // namespace

void add_traffic_role(Context& context, const plan::Service& service) {
  if (service.routes.empty()) return;
  const sema::Block& block = *service.block;
  iam::RoleSpec spec;
  spec.name = block.name + "_traffic";
  spec.trust = iam::trust_ecs();
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
  spec.managed.push_back(iam::managed_policy("AmazonECSInfrastructureRolePolicyForLoadBalancers"));
  context.remember(block, PartKind::TrafficRole, iam::add_role(context, block, std::move(spec)));
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
graph::Value advanced_configuration(const Context& context, const plan::Service& service,
                                    const plan::Route& route) {
  if (service.strategy == plan::Strategy::Rolling || service.controller != plan::Controller::Ecs)
    return {};
  return graph::map(
             {
                 {"alternate_target_group_arn",
                  graph::Ref{context.part(*route.block, PartKind::TargetGroupGreen), "arn"}},
                 {"production_listener_rule", rule_of(context, route, route.listeners.front())},
                 {"test_listener_rule", route.test_listener
                                            ? rule_of(context, route, *route.test_listener)
                                            : graph::Value()},
                 {"role_arn",
                  graph::Ref{context.part(*service.block, PartKind::TrafficRole), "arn"}},
             })
      .at(service.deploy->span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
graph::Value traffic_shift(const Context& context, const plan::Service& service) {
  const sema::Block& deploy = *service.deploy;
  graph::Value canary;
  graph::Value linear;
  std::string_view strategy = "BLUE_GREEN";
  if (service.strategy == plan::Strategy::Canary) {
    strategy = "CANARY";
    canary = graph::map({{"canary_percent", context.field(deploy, "percent")},
                         {"canary_bake_time_in_minutes", minutes(deploy, "hold")}});
  } else if (service.strategy == plan::Strategy::Linear) {
    strategy = "LINEAR";
    linear = graph::map({{"step_percent", context.field(deploy, "percent")},
                         {"step_bake_time_in_minutes", minutes(deploy, "every")}});
  } else if (service.strategy == plan::Strategy::Rolling) {
    throw std::logic_error(service.block->title() + " moves no traffic");
  }
  return graph::map({
                        {"strategy", strategy},
                        {"bake_time_in_minutes", minutes(deploy, "bake")},
                        {"canary_configuration", std::move(canary)},
                        {"linear_configuration", std::move(linear)},
                        {"alarms", rollback_alarms(context, deploy)},
                        {"lifecycle_hooks", lifecycle_hooks(context, service)},
                    })
      .at(deploy.span);
}

}  // namespace svc::lower
