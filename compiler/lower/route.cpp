// A route: the target group of a service's tasks, and the listener rules that send requests there.
#include <fmt/format.h>

#include "lower/auth.h"
#include "lower/listener.h"

namespace svc::lower {

namespace {

// ---- Target groups
// ---------------------------------------------------------------------------------------------------------------------------

std::string_view protocol_version(const sema::Block& route) {
  const std::string_view protocol = route.symbol("protocol");
  if (protocol == "grpc") return "GRPC";
  return protocol == "http2" ? "HTTP2" : "HTTP1";
}

// gRPC has its own default path and codes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
void set_health(const Context& context, graph::Node& node, const plan::Route& plan) {
  const sema::Block& route = *plan.block;
  const sema::Block& health = route.only_or_defaults("health");
  const bool grpc = route.symbol("protocol") == "grpc";
  const auto setting = [&](std::string_view field) { return context.field(health, field); };
  set(node, "health_check_port",
      health.has("port")
          ? graph::Value(std::to_string(health.integer("port"))).at(health["port"].span)
          : graph::Value("traffic-port"));
  set(node, "health_check_interval_seconds", setting("interval"));
  set(node, "health_check_timeout_seconds", setting("timeout"));
  set(node, "healthy_threshold_count", setting("healthy"));
  set(node, "unhealthy_threshold_count", setting("unhealthy"));
  // A Network Load Balancer opens a connection, unless the program says what HTTP should answer:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
  if (plan.balancer->layer4 && !health.wrote("path") && !health.wrote("codes"))
    return set(node, "health_check_protocol", "TCP");
  set(node, "health_check_path",
      grpc && !health.wrote("path") ? graph::Value("/AWS.ALB/healthcheck") : setting("path"));
  set(node, "health_check_protocol", "HTTP");
  set(node, grpc ? "matcher_grpc_code" : "matcher_http_code",
      grpc && !health.wrote("codes") ? graph::Value("12") : setting("codes"));
}

graph::NodeId add_target_group(Context& context, const plan::Route& route,
                               const std::string& name) {
  const sema::Block& block = *route.block;
  const graph::NodeId id = context.add("elasticloadbalancingv2_target_group", name, block);
  graph::Node& node = context.node(id);
  set(node, "vpc_id", context.attribute(*route.balancer->network->block, "id"));
  // Tasks with an interface of their own are registered by its address, others by their
  // instance and its port.
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
  // (targetGroupArn)
  set(node, "target_type",
      context.plan.service(route.service)->own_interface() ? "ip" : "instance");
  if (route.balancer->layer4) {
    // The listener terminates TLS and forwards TCP.
    set(node, "protocol",
        route.balancer->listeners[route.listeners.front()].protocol == plan::Protocol::Udp ? "UDP"
                                                                                           : "TCP");
  } else {
    set(node, "protocol", "HTTP");
    set(node, "protocol_version", protocol_version(block));
  }
  // ECS registers each target with its own port. A changed port of the group would only replace the
  // group, and a release by CodeDeploy does not survive that.
  set(node, "port", 80);
  set_health(context, node, route);
  set(node, "deregistration_delay", context.field(block, "drain"));
  set(node, "slow_start", context.field(block, "slow_start"));
  if (block.has("stickiness")) {
    set(node, "stickiness_enabled", true);
    // A Network Load Balancer uses the client's address for stickiness, as long as the target is
    // healthy:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#sticky-sessions
    set(node, "stickiness_type", route.balancer->layer4 ? "source_ip" : "lb_cookie");
    if (!route.balancer->layer4)
      set(node, "stickiness_duration", context.field(block, "stickiness"));
  }
  return id;
}

// The target group of the route. Routes of a rolling service to one port share it, so a further
// path changes neither the group nor the service.
graph::NodeId target_group(Context& context, const plan::Route& route, bool moved) {
  if (moved) return add_target_group(context, route, route.target_group + "_blue");
  const Part shared(PartKind::TargetGroup, route.target_group);
  if (!context.has_part(*route.service, shared))
    context.remember(*route.service, shared, add_target_group(context, route, route.target_group));
  return context.part(*route.service, shared);
}

// ---- Rules
// -----------------------------------------------------------------------------------------------------------------------------------

graph::Value texts(const Context& context, const sema::Value& value) {
  graph::Value lowered = context.value(value);
  const Span span = lowered.span;
  if (lowered.get<graph::List>()) return lowered;
  return graph::list({std::move(lowered)}).at(span);
}

graph::Value condition(std::string_view field, std::string_view config, graph::Value values,
                       Span span) {
  return graph::map(
             {{"field", field}, {std::string(config), graph::map({{"values", std::move(values)}})}})
      .at(span);
}

void add_list_condition(const Context& context, const sema::Block& block, std::string_view field,
                        std::string_view name, std::string_view config,
                        std::vector<graph::Value>& conditions) {
  const sema::Value& value = block[field];
  const auto* list = value.get<sema::List>();
  if (!value.present() || (list && list->items.empty())) return;
  conditions.push_back(condition(name, config, texts(context, value), value.span));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
graph::Value conditions_of(const Context& context, const plan::Route& route) {
  const sema::Block& block = *route.block;
  std::vector<graph::Value> conditions;
  add_list_condition(context, block, "host", "host-header", "host_header_config", conditions);
  add_list_condition(context, block, "path", "path-pattern", "path_pattern_config", conditions);
  add_list_condition(context, block, "methods", "http-request-method", "http_request_method_config",
                     conditions);
  add_list_condition(context, block, "source_ips", "source-ip", "source_ip_config", conditions);
  if (const auto* headers = block["headers"].get<sema::Object>()) {
    for (const auto& [name, values] : headers->entries) {
      conditions.push_back(
          graph::map({
                         {"field", "http-header"},
                         {"http_header_config", graph::map({{"http_header_name", name},
                                                            {"values", texts(context, values)}})},
                     })
              .at(values.span));
    }
  }
  if (const auto* query = block["query"].get<sema::Object>()) {
    for (const auto& [key, value] : query->entries) {
      graph::Value pair = graph::map({{"key", key}, {"value", context.value(value)}});
      conditions.push_back(condition("query-string", "query_string_config",
                                     graph::list({std::move(pair)}), value.span));
    }
  }
  // A rule needs a condition; this one matches every path.
  if (conditions.empty())
    conditions.push_back(
        condition("path-pattern", "path_pattern_config", graph::list({"/*"}), block.span));
  return graph::list(std::move(conditions));
}

graph::Value forward_to(graph::NodeId target_group) {
  return graph::list(
      {graph::map({{"type", "forward"}, {"target_group_arn", graph::Ref{target_group, "arn"}}})});
}

// Both target groups with their shares, in the form that ECS keeps when it moves the traffic.
graph::Value forward_shares(std::vector<std::pair<graph::NodeId, int>> shares) {
  std::vector<graph::Value> groups;
  for (const auto& [group, weight] : shares)
    groups.push_back(
        graph::map({{"target_group_arn", graph::Ref{group, "arn"}}, {"weight", weight}}));
  return graph::list({graph::map(
      {{"type", "forward"},
       {"forward_config", graph::map({{"target_groups", graph::list(std::move(groups))}})}})});
}

void add_rule(Context& context, const plan::Route& route, const plan::Listener& listener,
              graph::Value actions, bool moved) {
  const sema::Block& block = *route.block;
  const graph::NodeId id = context.add(
      "elasticloadbalancingv2_listener_rule",
      fmt::format("{}_{}_{}", route.service->name, listener.port, route.rule_suffix), block);
  context.remember(block, {PartKind::Rule, listener.port}, id);
  graph::Node& node = context.node(id);
  set(node, "listener_arn", listener_arn(context, *route.balancer, listener));
  set(node, "priority",
      graph::Value(route.priority).at(block.has("priority") ? block["priority"].span : block.span));
  set(node, "conditions", conditions_of(context, route));
  // CodeDeploy or ECS turns the rule to the other target group at each release.
  moved ? set_initial(node, "actions", std::move(actions))
        : set(node, "actions", std::move(actions));
}

// The test listener forwards to the new version's target group. CodeDeploy switches it, too.
void add_test_listener(Context& context, const plan::Route& route, graph::NodeId green) {
  const plan::Listener& listener = route.balancer->listeners[*route.test_listener];
  const graph::NodeId id = add_listener(context, *route.balancer, listener);
  set_initial(context.node(id), "default_actions", forward_to(green));
  context.remember(*route.block, {PartKind::Rule, listener.port}, id);
}

// A layer 4 listener compares nothing: it leads to its only route. ECS and CodeDeploy switch the
// listener itself, not a rule.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb-resources-for-blue-green.html
void add_passing_listener(Context& context, const plan::Route& route, std::size_t index,
                          graph::Value actions, bool moved) {
  const plan::Listener& listener = route.balancer->listeners[index];
  const graph::NodeId id = add_listener(context, *route.balancer, listener);
  moved ? set_initial(context.node(id), "default_actions", std::move(actions))
        : set(context.node(id), "default_actions", std::move(actions));
  context.remember(*route.block, {PartKind::Rule, listener.port}, id);
}

// ECS switches rules, not listeners. The test listener answers with 404 if no route of the service
// matches.
void add_test_rule(Context& context, const plan::Route& route, graph::NodeId green) {
  const plan::Listener& listener = route.balancer->listeners[*route.test_listener];
  const sema::Block& balancer = *route.balancer->block;
  if (!context.has_part(balancer, {PartKind::Listener, listener.port}))
    add_listener(context, *route.balancer, listener);
  add_rule(context, route, listener, forward_shares({{green, 1}}), true);
}

}  // namespace

void lower_route(Context& context, const plan::Route& route) {
  const plan::Service& service = *context.plan.service(route.service);
  const bool moved = service.strategy != plan::Strategy::Rolling;
  const bool by_ecs = moved && service.controller == plan::Controller::Ecs;
  const graph::NodeId blue = target_group(context, route, moved);
  context.remember(*route.block, PartKind::TargetGroup, blue);
  graph::NodeId green;
  if (moved) {
    green = add_target_group(context, route, route.target_group + "_green");
    context.remember(*route.block, PartKind::TargetGroupGreen, green);
  }
  // Each target group of a release by ECS has to be on a rule from the beginning: with a test rule
  // one on each, without one both on the rule of production.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
  graph::Value actions = !by_ecs               ? forward_to(blue)
                         : route.test_listener ? forward_shares({{blue, 1}})
                                               : forward_shares({{blue, 1}, {green, 0}});
  if (route.balancer->layer4) {
    add_passing_listener(context, route, route.listeners.front(), std::move(actions), moved);
    if (moved && route.test_listener)
      add_passing_listener(context, route, *route.test_listener,
                           by_ecs ? forward_shares({{green, 1}}) : forward_to(green), true);
    return;
  }
  actions = after_login(context, *route.block, std::move(actions));
  for (const std::size_t listener : route.listeners)
    add_rule(context, route, route.balancer->listeners[listener], actions, moved);
  if (!moved || !route.test_listener) return;
  if (by_ecs) {
    add_test_rule(context, route, green);
  } else {
    add_test_listener(context, route, green);
  }
}

}  // namespace svc::lower
