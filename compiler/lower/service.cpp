#include "lower/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "lower/volumes.h"

namespace svc::lower {

namespace {

void add_once(std::vector<graph::NodeId>& ids, graph::NodeId id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

graph::Value network_configuration(const Context& context, const plan::Service& service) {
  if (!service.own_interface()) return {};
  const sema::Block& block = *service.block;
  const Span subnets = block.has("subnets") ? block["subnets"].span : block.span;
  const bool is_public = block.flag("public_ip");
  const Span public_ip = block["public_ip"].span;
  return graph::map(
      {{"awsvpc_configuration",
        graph::map({
            {"subnets", context.attribute(*service.network->block, service.group).at(subnets)},
            {"security_groups",
             graph::list({graph::Ref{context.part(block, PartKind::SecurityGroup), "id"}})},
            {"assign_public_ip", graph::Value(is_public).at(public_ip)},
        })}});
}

graph::Value load_balancers(const Context& context, const plan::Service& service) {
  std::vector<graph::Value> entries;
  std::set<std::string_view> groups;
  for (const plan::Route* route : service.routes) {
    if (!groups.insert(route->target_group).second) continue;
    entries.push_back(
        graph::map({
                       {"container_name", route->container->name},
                       {"container_port", route->port},
                       {"target_group_arn",
                        graph::Ref{context.part(*route->block, PartKind::TargetGroup), "arn"}},
                       {"advanced_configuration", advanced_configuration(context, service, *route)},
                   })
            .at(route->block->span));
  }
  return entries.empty() ? graph::Value() : graph::list(std::move(entries));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html: a
// service that only calls others has an empty list.
graph::Value service_connect(const Context& context, const plan::Service& service) {
  if (!service.in_namespace()) return {};
  std::vector<graph::Value> entries;
  for (const plan::Exposure& exposure : service.exposes) {
    entries.push_back(
        graph::map({
                       {"port_name", exposure.port},
                       {"discovery_name", exposure.name},
                       {"client_aliases", graph::list({graph::map({{"port", exposure.alias},
                                                                   {"dns_name", exposure.name}})})},
                   })
            .at(exposure.block->span));
  }
  return graph::map({
      {"enabled", true},
      {"namespace", context.attribute(*service.cluster, "namespace")},
      {"services", entries.empty() ? graph::Value() : graph::list(std::move(entries))},
  });
}

graph::Value propagated_tags(const sema::Block& service) {
  const std::string_view from = service.symbol("propagate_tags");
  return from == "none" ? graph::Value()
                        : graph::Value(from == "task" ? "TASK_DEFINITION" : "SERVICE")
                              .at(service["propagate_tags"].span);
}

// Where CodeDeploy releases the service, only its releases change this, with their appspec:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
void set_released(const plan::Service& service, graph::Node& node, std::string_view attribute,
                  graph::Value value) {
  if (value.absent()) return;
  if (service.controller == plan::Controller::CodeDeploy)
    set_initial(node, attribute, std::move(value));
  else
    set(node, attribute, std::move(value));
}

// A daemon cannot start a second task next to the old one on an instance, and its tasks run on
// every instance: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
// (schedulingStrategy, deploymentConfiguration)
void set_launch(const Context& context, const plan::Service& service, graph::Node& node) {
  if (service.runs_on() == plan::Capacity::External)
    return set(node, "launch_type", graph::Value("EXTERNAL").at(service.capacity.front().span));
  if (service.block->flag("daemon")) return set(node, "launch_type", "EC2");
  graph::Value strategy = capacity_strategy(context, service);
  if (strategy.absent()) return set(node, "launch_type", "FARGATE");
  set_released(service, node, "capacity_provider_strategy", std::move(strategy));
  // Without it, Terraform replaces a service when its strategy changes. ECS refuses it where
  // CodeDeploy releases:
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
  if (service.controller == plan::Controller::Ecs) set(node, "force_new_deployment", true);
}

// A service without a deploy block is deployed as the empty `deploy rolling {}` says.
graph::Value rolling(const Context& context, const plan::Service& service) {
  const sema::Block& deploy =
      service.deploy == nullptr ? service.block->defaults("deploy", "rolling") : *service.deploy;
  const bool daemon = service.block->flag("daemon");
  const graph::Value breaker = context.field(deploy, "circuit_breaker");
  return graph::map(
             {
                 {"minimum_healthy_percent",
                  daemon && !deploy.wrote("min") ? graph::Value(0) : context.field(deploy, "min")},
                 {"maximum_percent", daemon ? graph::Value() : context.field(deploy, "max")},
                 {"deployment_circuit_breaker",
                  graph::map({{"enable", breaker}, {"rollback", breaker}})},
                 {"alarms", rollback_alarms(context, deploy)},
             })
      .at(deploy.omitted ? service.block->span : deploy.span);
}

// The prerequisites of the first task that the service's properties do not reference: ECS refuses a
// target group without a listener, and the cluster must know its capacity providers.
// https://github.com/hashicorp/terraform-provider-aws/issues/12634,
// https://github.com/aws/aws-cdk/issues/1160
std::vector<graph::NodeId> prerequisites(const Context& context, const plan::Service& service) {
  std::vector<graph::NodeId> ids;
  const auto add = [&](const sema::Block& block, const Part& part) {
    if (context.has_part(block, part)) add_once(ids, context.part(block, part));
  };
  for (const plan::Route* route : service.routes) {
    std::vector<std::size_t> listeners = route->listeners;
    if (route->test_listener) listeners.push_back(*route->test_listener);
    for (const std::size_t listener : listeners)
      add(*route->block, {PartKind::Rule, route->balancer->listeners[listener].port});
  }
  add(*service.cluster, PartKind::Associations);
  return ids;
}

// A pipeline registers revisions of its own. The service keeps the one that runs until the program
// has a newer one, so that an apply neither takes a release back nor repeats a failed one
// (docs/blue-green.md).
void keep_released(Context& context, const plan::Service& service, graph::NodeId definition,
                   graph::Node& node) {
  const sema::Block& block = *service.block;
  const std::string path = "/svcc/" + context.physical_name(block.name);
  const graph::NodeId known = context.add("ssm_parameters_lookup", block.name, block);
  set(context.node(known), "path", path);
  const graph::NodeId running = context.add("ecs_service_lookup", block.name, block);
  graph::Node& lookup = context.node(running);
  set(lookup, "exists", graph::Ref{known, "count"});
  set(lookup, "cluster", context.attribute(*service.cluster, "arn"));
  set(lookup, "service_name", context.physical_name(block.name));
  set(lookup, "family", *context.node(definition).find("family"));
  set(lookup, "revision", graph::Ref{definition, "revision"});
  set(lookup, "definition", graph::Ref{definition, "arn"});
  set(node, "kept_definition", graph::Ref{running, "definition"});
  set(node, "known_as", path + "/service");
}

// CodeDeploy moves the task definition and the load balancer of its services, and ECS refuses to
// have them changed behind its back:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html. It also takes a
// family only, without a revision.
void set_task_definition(Context& context, const plan::Service& service, graph::Node& node) {
  const graph::NodeId definition = context.part(*service.task->block, PartKind::Main);
  if (service.controller == plan::Controller::Ecs) {
    set(node, "task_definition", graph::Ref{definition, "arn"});
    if (service.released_by != nullptr) keep_released(context, service, definition, node);
    return;
  }
  set_initial(node, "task_definition", *context.node(definition).find("family"));
  node.depends_on.push_back(definition);
}

void set_count(const Context& context, const plan::Service& service, graph::Node& node) {
  graph::Value count =
      context.while_running(context.ends((*service.block)["count"]).first, graph::Value(0));
  if (service.block->flag("daemon"))
    return set(node, "scheduling_strategy",
               graph::Value("DAEMON").at((*service.block)["daemon"].span));
  if (!service.scaled) return set(node, "desired_count", std::move(count));
  // If autoscaling sets the count, CloudFormation leaves it out. ECS then starts with one task, and
  // autoscaling raises the count to its minimum.
  set_initial(node, "desired_count",
              context.while_running(graph::Value(1).at(count.span), graph::Value(0)));
  if (context.graph.first)
    set(node, "held_count", context.while_running({}, graph::Value(0)).at(count.span));
}

void set_deployment(Context& context, const plan::Service& service, graph::Node& node) {
  graph::Value balancers = load_balancers(context, service);
  if (service.controller == plan::Controller::CodeDeploy) {
    set(node, "deployment_controller",
        graph::map({{"type", "CODE_DEPLOY"}}).at(service.deploy->span));
    set_initial(node, "load_balancers", std::move(balancers));
    return;
  }
  // Written explicitly, so that a service can return from CodeDeploy.
  set(node, "deployment_controller", graph::map({{"type", "ECS"}}));
  set(node, "deployment_configuration",
      service.strategy == plan::Strategy::Rolling ? rolling(context, service)
                                                  : traffic_shift(context, service));
  set(node, "load_balancers", std::move(balancers));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html. Set
// explicitly: the default depends on the target, and on whether the service is new.
graph::Value rebalancing(const plan::Service& service) {
  const sema::Block& block = *service.block;
  if (block.flag("daemon") || service.runs_on() == plan::Capacity::External) return {};
  if (block.has("rebalance"))
    return graph::Value(block.flag("rebalance") ? "ENABLED" : "DISABLED")
        .at(block["rebalance"].span);
  return plan::can_rebalance(service) ? "ENABLED" : "DISABLED";
}

// Terraform says that it is done when the new tasks are healthy, as CloudFormation does. Releases
// that move traffic in steps may take longer than the 20 minutes that it waits by itself.
void set_waiting(const plan::Service& service, graph::Node& node) {
  if (service.controller != plan::Controller::Ecs) return;
  set(node, "wait_for_steady_state", true);
  if (service.strategy == plan::Strategy::Rolling) return;
  constexpr std::int64_t kStart = 30 * 60;
  const sema::Block& deploy = *service.deploy;
  std::int64_t seconds = kStart + deploy.seconds("bake");
  if (service.strategy == plan::Strategy::Canary) seconds += deploy.seconds("hold");
  if (service.strategy == plan::Strategy::Linear)
    seconds += deploy.seconds("every") *
               static_cast<std::int64_t>(std::ceil(100 / deploy.number("percent")));
  const std::string minutes = fmt::format("{}m", (seconds + 59) / 60);
  set(node, "timeouts", graph::map({{"create", minutes}, {"update", minutes}}));
}

}  // namespace

// Security group rules connect services and balancers: lower_connections adds them.
void add_task_group(Context& context, const plan::Workload& workload) {
  const sema::Block& block = *workload.block;
  context.remember(
      block, PartKind::SecurityGroup,
      add_security_group(context, block, block.name, "Tasks of", *workload.network->block));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
graph::Value rollback_alarms(const Context& context, const sema::Block& deploy) {
  std::vector<graph::Value> names;
  for (const sema::Value& alarm : deploy.items("alarms")) {
    const auto* block = alarm.get<const sema::Block*>();
    if (block != nullptr)
      names.push_back(
          graph::Value(graph::Ref{context.part(**block, PartKind::Main), "name"}).at(alarm.span));
  }
  if (names.empty()) return {};
  return graph::map(
             {{"alarm_names", graph::list(std::move(names))}, {"enable", true}, {"rollback", true}})
      .at(deploy["alarms"].span);
}

graph::Value provider_of(const Context& context, const plan::CapacityShare& share) {
  if (share.instances != nullptr) return context.attribute(*share.instances, "name");
  return share.provider == "fargate_spot" ? "FARGATE_SPOT" : "FARGATE";
}

// A launch type cannot become a strategy later, so Fargate is a strategy from the beginning. An
// existing cluster may not have the provider.
graph::Value capacity_strategy(const Context& context, const plan::Service& service) {
  if (service.capacity.empty() && service.cluster->existing) return {};
  std::vector<graph::Value> shares;
  if (service.capacity.empty())
    shares.push_back(graph::map({{"capacity_provider", "FARGATE"}, {"base", 0}, {"weight", 1}}));
  for (const plan::CapacityShare& share : service.capacity) {
    shares.push_back(graph::map({{"capacity_provider", provider_of(context, share)},
                                 {"base", share.base},
                                 {"weight", share.weight}})
                         .at(share.span));
  }
  return graph::list(std::move(shares));
}

void lower_service(Context& context, const sema::Block& block) {
  if (block.existing) return;  // lower.cpp knows its names
  const plan::Service& service = *context.plan.service(&block);
  if (service.own_interface()) add_task_group(context, service);
  add_discovery(context, service);
  if (service.strategy != plan::Strategy::Rolling && service.controller == plan::Controller::Ecs) {
    add_traffic_role(context, service);
    add_hook_role(context, service);
  }
  graph::Value disks = disks_of_service(context, block, *service.task->block);
  const graph::NodeId id = context.add("ecs_service", block.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);

  set(node, "service_name", graph::Value(context.physical_name(block.name)).at(block.name_span));
  set(node, "cluster", context.attribute(*service.cluster, "arn"));
  set_task_definition(context, service, node);
  set_count(context, service, node);
  set_launch(context, service, node);
  set_deployment(context, service, node);
  set_released(service, node, "network_configuration", network_configuration(context, service));
  set_released(service, node, "platform_version", context.field(block, "platform"));
  set(node, "availability_zone_rebalancing", rebalancing(service));
  set(node, "volume_configurations", std::move(disks));
  set(node, "placement_strategies", placement_strategies(context, block));
  set(node, "placement_constraints", held_constraints(context, block));
  set(node, "service_connect_configuration", service_connect(context, service));
  set(node, "service_registries", service_registries(context, service));
  set(node, "health_check_grace_period_seconds", context.field(block, "grace"));
  set(node, "enable_execute_command", context.field(block, "exec"));
  set(node, "enable_ecs_managed_tags", true);
  set(node, "propagate_tags", propagated_tags(block));
  for (const graph::NodeId before : prerequisites(context, service))
    add_once(node.depends_on, before);
  set_waiting(service, node);
  if (service.controller == plan::Controller::CodeDeploy) lower_codedeploy(context, service);
  lower_scaling(context, service);
}

}  // namespace svc::lower
