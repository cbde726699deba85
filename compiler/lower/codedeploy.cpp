// Blue/green releases by CodeDeploy:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
#include <stdexcept>

#include "lower/iam.h"
#include "lower/listener.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

// https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configurations-predefined-ecs
std::string_view deployment_config(std::string_view traffic) {
  if (traffic == "all_at_once") return "CodeDeployDefault.ECSAllAtOnce";
  if (traffic == "linear_10_percent_every_1_minute")
    return "CodeDeployDefault.ECSLinear10PercentEvery1Minutes";
  if (traffic == "linear_10_percent_every_3_minutes")
    return "CodeDeployDefault.ECSLinear10PercentEvery3Minutes";
  if (traffic == "canary_10_percent_5_minutes")
    return "CodeDeployDefault.ECSCanary10Percent5Minutes";
  if (traffic == "canary_10_percent_15_minutes")
    return "CodeDeployDefault.ECSCanary10Percent15Minutes";
  throw std::logic_error("no deployment configuration for the traffic " + std::string(traffic));
}

graph::Value listener_route(const Context& context, const plan::Balancer& balancer,
                            std::size_t listener) {
  return graph::map({{"listener_arns", graph::list({listener_arn(context, balancer,
                                                                 balancer.listeners[listener])})}})
      .at(balancer.listeners[listener].span);
}

// The two target groups that traffic moves between, and the listeners that move it. CodeDeploy
// takes one listener for each purpose.
graph::Value load_balancer_info(const Context& context, const plan::Route& route) {
  const auto named = [&](PartKind part) {
    return graph::map({{"name", graph::Ref{context.part(*route.block, part), "name"}}});
  };
  graph::Value test;
  if (route.test_listener) test = listener_route(context, *route.balancer, *route.test_listener);
  return graph::map({{"target_group_pair_info_list",
                      graph::list({graph::map({
                          {"target_groups", graph::list({named(PartKind::TargetGroup),
                                                         named(PartKind::TargetGroupGreen)})},
                          {"prod_traffic_route",
                           listener_route(context, *route.balancer, route.listeners.front())},
                          {"test_traffic_route", std::move(test)},
                      })})}})
      .at(route.block->span);
}

// The new tasks get traffic as soon as they are healthy. The old ones keep running for the bake
// time, for a fast rollback.
graph::Value blue_green(const sema::Block& deploy) {
  const std::int64_t minutes = (deploy.seconds("bake") + 59) / 60;
  return graph::map({
                        {"deployment_ready_option",
                         graph::map({{"action_on_timeout", "CONTINUE_DEPLOYMENT"}})},
                        {"terminate_blue_instances_on_deployment_success",
                         graph::map({
                             {"action", "TERMINATE"},
                             {"termination_wait_time_in_minutes",
                              graph::Value(minutes).at(deploy["bake"].span)},
                         })},
                    })
      .at(deploy.span);
}

// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
void set_rollback(const Context& context, graph::Node& node, const sema::Block& deploy) {
  std::vector<graph::Value> alarms;
  for (const sema::Value& alarm : deploy.items("alarms")) {
    const auto* block = alarm.get<const sema::Block*>();
    if (block != nullptr)
      alarms.push_back(
          graph::map({{"name", graph::Ref{context.part(**block, PartKind::Main), "name"}}})
              .at(alarm.span));
  }
  std::vector<graph::Value> events = {"DEPLOYMENT_FAILURE"};
  if (!alarms.empty()) {
    events.emplace_back("DEPLOYMENT_STOP_ON_ALARM");
    set(node, "alarm_configuration",
        graph::map({{"enabled", true}, {"alarms", graph::list(std::move(alarms))}})
            .at(deploy["alarms"].span));
  }
  set(node, "auto_rollback_configuration",
      graph::map({{"enabled", true}, {"events", graph::list(std::move(events))}}));
}

graph::NodeId add_deploy_role(Context& context, const plan::Service& plan) {
  const sema::Block& service = *plan.block;
  iam::RoleSpec spec;
  spec.name = service.name + "_deploy";
  spec.description = "CodeDeploy releases the service with it";
  spec.trust = iam::trust("codedeploy.amazonaws.com");
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html
  spec.managed.push_back(iam::managed_policy("AWSCodeDeployRoleForECS"));
  const graph::NodeId role = iam::add_role(context, service, std::move(spec));
  // The managed policy allows only functions with names that begin with CodeDeployHook_.
  const std::vector<iam::Statement> statements = hook_statements(context, plan);
  if (!statements.empty())
    context.remember(service, PartKind::DeployPolicy,
                     iam::add_policy(context, service, service.name + "_deploy", role, statements));
  return role;
}

}  // namespace

void lower_codedeploy(Context& context, const plan::Service& service) {
  const sema::Block& block = *service.block;
  const graph::NodeId role = add_deploy_role(context, service);
  context.remember(block, PartKind::DeployRole, role);

  const graph::NodeId application = context.add("codedeploy_application", block.name, block);
  context.remember(block, PartKind::DeployApplication, application);
  set(context.node(application), "application_name", context.physical_name(block.name));
  set(context.node(application), "compute_platform", "ECS");

  const graph::NodeId id = context.add("codedeploy_deployment_group", block.name, block);
  context.remember(block, PartKind::DeployGroup, id);
  graph::Node& node = context.node(id);
  const sema::Block& deploy = *service.deploy;
  set(node, "application_name", graph::Ref{application, "name"});
  set(node, "deployment_group_name", context.physical_name(block.name));
  set(node, "service_role_arn", graph::Ref{role, "arn"});
  set(node, "deployment_config_name",
      graph::Value(deployment_config(deploy.symbol("traffic"))).at(deploy["traffic"].span));
  set(node, "deployment_style",
      graph::map(
          {{"deployment_type", "BLUE_GREEN"}, {"deployment_option", "WITH_TRAFFIC_CONTROL"}}));
  set(node, "blue_green_deployment_configuration", blue_green(deploy));
  set_rollback(context, node, deploy);
  set(node, "ecs_services",
      graph::list({graph::map({
          {"cluster_name", context.attribute(*service.cluster, "name")},
          {"service_name", graph::Ref{context.part(block, PartKind::Main), "name"}},
      })}));
  if (!service.routes.empty())
    set(node, "load_balancer_info", load_balancer_info(context, *service.routes.front()));
}

}  // namespace svc::lower
