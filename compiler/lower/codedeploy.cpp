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
// takes one listener for production traffic and one for test traffic.
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
// https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html
graph::Value ready_option(const sema::Block& deploy) {
  if (!deploy.has("confirm")) return graph::map({{"action_on_timeout", "CONTINUE_DEPLOYMENT"}});
  return graph::map({{"action_on_timeout", "STOP_DEPLOYMENT"},
                     {"wait_time_in_minutes", (deploy.seconds("confirm") + 59) / 60}})
      .at(deploy["confirm"].span);
}

graph::Value blue_green(const sema::Block& deploy) {
  const std::int64_t minutes = (deploy.seconds("bake") + 59) / 60;
  return graph::map({
                        {"deployment_ready_option", ready_option(deploy)},
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

// What it does with the service and its task sets, which are called after cluster and service.
void add_task_sets(const Context& context, const plan::Service& plan,
                   std::vector<iam::Statement>& statements) {
  const graph::Value sets =
      iam::arn("ecs", graph::concat({"task-set/", context.attribute(*plan.cluster, "name"), "/",
                                     context.attribute(*plan.block, "name"), "/*"}));
  statements.push_back({true, {"ecs:CreateTaskSet", "ecs:DeleteTaskSet"}, {sets}, {}, {}});
  statements.push_back({true,
                        {"ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"},
                        {context.attribute(*plan.block, "arn")},
                        {},
                        {}});
}

// The roles that the tasks of a new task set run with.
void add_passed_roles(const Context& context, const plan::Service& plan,
                      std::vector<iam::Statement>& statements) {
  iam::Statement pass{true, {"iam:PassRole"}, {}, {}, {}};
  const graph::Node& definition =
      context.graph.nodes[context.part(*plan.task->block, PartKind::Main)];
  for (const std::string_view role : {"execution_role_arn", "task_role_arn"}) {
    if (const graph::Value* arn = definition.find(role)) pass.resources.push_back(*arn);
  }
  pass.condition = graph::map(
      {{"StringEquals", graph::map({{"iam:PassedToService", "ecs-tasks.amazonaws.com"}})}});
  if (!pass.resources.empty()) statements.push_back(std::move(pass));
}

// The listeners on which it moves traffic, and the service's rules there. Reading them cannot be
// limited.
void add_traffic(const Context& context, const plan::Service& plan,
                 std::vector<iam::Statement>& statements) {
  if (plan.routes.empty()) return;
  const plan::Route& route = *plan.routes.front();
  std::vector<std::size_t> used = route.listeners;
  if (route.test_listener) used.push_back(*route.test_listener);
  iam::Statement listeners{true, {"elasticloadbalancing:ModifyListener"}, {}, {}, {}};
  iam::Statement rules{true, {"elasticloadbalancing:ModifyRule"}, {}, {}, {}};
  for (const std::size_t index : used) {
    const plan::Listener& listener = route.balancer->listeners[index];
    listeners.resources.push_back(listener_arn(context, *route.balancer, listener));
    const Part rule{PartKind::Rule, listener.port};
    if (context.has_part(*route.block, rule))
      rules.resources.push_back(graph::Ref{context.part(*route.block, rule), "arn"});
  }
  statements.push_back(
      {true,
       {"elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups"},
       {graph::Value("*")},
       {},
       {}});
  statements.push_back(std::move(listeners));
  if (!rules.resources.empty()) statements.push_back(std::move(rules));
}

// What AWSCodeDeployRoleForECS allows everywhere, for this service alone. It leaves out topics and
// files: the deployment group notifies no topic, and a pipeline hands over the file itself.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html
std::vector<iam::Statement> deploy_statements(const Context& context, const plan::Service& plan) {
  std::vector<iam::Statement> statements;
  add_task_sets(context, plan, statements);
  add_traffic(context, plan, statements);
  add_passed_roles(context, plan, statements);
  if (!plan.deploy->items("alarms").empty())
    statements.push_back({true, {"cloudwatch:DescribeAlarms"}, {graph::Value("*")}, {}, {}});
  for (iam::Statement& hook : hook_statements(context, plan)) statements.push_back(std::move(hook));
  return statements;
}

graph::NodeId add_deploy_role(Context& context, const plan::Service& plan) {
  const sema::Block& service = *plan.block;
  iam::RoleSpec spec;
  spec.name = service.name + "_deploy";
  spec.trust = iam::trust("codedeploy.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, service, std::move(spec));
  context.remember(service, PartKind::DeployPolicy,
                   iam::add_policy(context, service, service.name + "_deploy", role,
                                   deploy_statements(context, plan)));
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
