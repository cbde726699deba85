// Load balancers and their declared listeners. Test listeners are added with their route
// (route.cpp), because they forward to its target group.
#include <fmt/format.h>

#include "lower/listener.h"

namespace svc::lower {

namespace {

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html
// (ContentType)
std::string_view content_type(std::string_view content) {
  if (content == "html") return "text/html";
  if (content == "css") return "text/css";
  if (content == "json") return "application/json";
  return content == "javascript" ? "application/javascript" : "text/plain";
}

// Requests that no route wants.
graph::Value answer(const Context& context, const sema::Block* block) {
  graph::Value response =
      block == nullptr
          ? graph::map({{"status_code", "404"},
                        {"content_type", "text/plain"},
                        {"message_body", "Not found"}})
          : graph::map({
                           {"status_code", graph::Value(std::to_string(block->integer("status")))
                                               .at((*block)["status"].span)},
                           {"content_type", graph::Value(content_type(block->symbol("content")))
                                                .at((*block)["content"].span)},
                           {"message_body", context.field(*block, "body")},
                       })
                .at(block->span);
  return graph::list(
      {graph::map({{"type", "fixed-response"}, {"fixed_response_config", std::move(response)}})});
}

graph::Value redirect_to(std::int64_t port) {
  return graph::list({graph::map({
      {"type", "redirect"},
      {"redirect_config", graph::map({
                              {"protocol", "HTTPS"},
                              {"port", std::to_string(port)},
                              {"host", "#{host}"},
                              {"path", "/#{path}"},
                              {"query", "#{query}"},
                              {"status_code", "HTTP_301"},
                          })},
  })});
}

}  // namespace

std::string_view protocol_name(plan::Protocol protocol) {
  switch (protocol) {
    case plan::Protocol::Http:
      return "HTTP";
    case plan::Protocol::Https:
      return "HTTPS";
    case plan::Protocol::Tcp:
      return "TCP";
    case plan::Protocol::Tls:
      return "TLS";
    case plan::Protocol::Udp:
      return "UDP";
  }
  return {};
}

namespace {

// The `listener` block of an existing balancer; null if the listener is created.
const sema::Block* existing_listener(const plan::Balancer& balancer,
                                     const plan::Listener& listener) {
  if (!balancer.block->existing) return nullptr;
  const std::string port = std::to_string(listener.port);
  for (const sema::Block* block : balancer.block->nested("listener")) {
    if (block->labels.at(1).text == port) return block;
  }
  return nullptr;
}

}  // namespace

graph::Value listener_arn(const Context& context, const plan::Balancer& balancer,
                          const plan::Listener& listener) {
  if (const sema::Block* known = existing_listener(balancer, listener))
    return context.field(*known, "arn");
  return graph::Ref{context.part(*balancer.block, {PartKind::Listener, listener.port}), "arn"};
}

graph::NodeId add_listener(Context& context, const plan::Balancer& balancer,
                           const plan::Listener& listener) {
  const sema::Block& block = *balancer.block;
  const graph::NodeId id = context.add("elasticloadbalancingv2_listener",
                                       fmt::format("{}_{}", block.name, listener.port), block);
  context.remember(block, {PartKind::Listener, listener.port}, id);
  graph::Node& node = context.node(id);
  set(node, "load_balancer_arn", graph::Ref{context.part(block, PartKind::Main), "arn"});
  set(node, "port", graph::Value(listener.port).at(listener.span));
  set(node, "protocol", protocol_name(listener.protocol));
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
  if (listener.protocol == plan::Protocol::Tcp && block.wrote("idle_timeout"))
    set(node, "tcp_idle_timeout", context.field(block, "idle_timeout"));
  if (listener.certificate) {
    set(node, "certificates",
        graph::list(
            {graph::map({{"certificate_arn", context.attribute(*listener.certificate, "arn")}})}));
    set(node, "ssl_policy", context.field(block, "tls_policy"));
  }
  set(node, "default_actions",
      listener.redirect ? redirect_to(*listener.redirect) : answer(context, listener.answer));
  return id;
}

namespace {

// AWS refuses a bucket that the load balancer cannot write to, so it waits for the bucket policy.
// (For an existing bucket, the owner must set it.)
void set_access_logs(const Context& context, const sema::Block& block, graph::Node& node) {
  const sema::Block* bucket = block.block("access_logs");
  if (bucket == nullptr) return;
  set(node, "access_logs_enabled", graph::Value(true).at(block["access_logs"].span));
  set(node, "access_logs_bucket", context.attribute(*bucket, "name").at(block["access_logs"].span));
  set(node, "access_logs_prefix",
      block.has("access_logs_prefix") ? context.field(block, "access_logs_prefix")
                                      : graph::Value(block.name));
  if (context.has_part(*bucket, PartKind::Policy))
    node.depends_on.push_back(context.part(*bucket, PartKind::Policy));
}

void add_web_acl(Context& context, const sema::Block& block, graph::NodeId balancer) {
  if (!block.has("waf")) return;
  graph::Node& node = context.node(context.add("wafv2_web_acl_association", block.name, block));
  set(node, "resource_arn", graph::Ref{balancer, "arn"});
  set(node, "web_acl_arn", context.field(block, "waf"));
}

// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
void add_endpoint_service(Context& context, const sema::Block& block, graph::NodeId balancer) {
  const sema::Block* offer = block.only("endpoint_service");
  if (offer == nullptr) return;
  // Otherwise its security group would check client addresses in the callers' networks, which are
  // unknown here. `allow` decides who can connect.
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html#security-group-considerations
  set(context.node(balancer), "enforce_security_group_inbound_rules_on_private_link_traffic",
      graph::Value("off").at(offer->span));
  const graph::NodeId id = context.add("ec2_vpc_endpoint_service", block.name, *offer);
  graph::Node& node = context.node(id);
  set(node, "acceptance_required", context.field(*offer, "acceptance"));
  set(node, "network_load_balancer_arns", graph::list({graph::Ref{balancer, "arn"}}));
  if (!offer->items("allow").empty())
    set(node, "allowed_principals", context.field(*offer, "allow"));
  context.define_attribute(block, "endpoint_service", graph::Ref{id, "service_name"});
}

// Metrics identify a load balancer by the last part of its ARN:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html#load-balancer-metric-dimensions-alb
void define_existing(Context& context, const plan::Balancer& balancer) {
  const sema::Block& block = *balancer.block;
  constexpr std::string_view kBefore = "loadbalancer/";
  const std::string_view arn = block.text("arn");
  context.define_attribute(
      block, "full_name",
      graph::Value(arn.substr(arn.find(kBefore) + kBefore.size())).at(block["arn"].span));
  const std::string_view name = arn.substr(0, arn.rfind('/'));
  context.define_attribute(block, "name",
                           graph::Value(name.substr(name.rfind('/') + 1)).at(block["arn"].span));
  for (const std::string_view field : {"arn", "dns_name", "zone_id", "security_group"})
    context.define_attribute(block, field, context.field(block, field));
}

}  // namespace

void lower_balancer(Context& context, const sema::Block& block) {
  const plan::Balancer& balancer = *context.plan.balancer(&block);
  if (block.existing) {
    define_existing(context, balancer);
    return;
  }
  const graph::NodeId group =
      add_security_group(context, block, block.name, "Load balancer", *balancer.network->block);
  context.remember(block, PartKind::SecurityGroup, group);
  const graph::NodeId id = context.add("elasticloadbalancingv2_load_balancer", block.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "name", graph::Value(balancer.physical_name).at(block.name_span));
  set(node, "type", context.field(block, "type"));
  set(node, "internal", graph::Value(balancer.internal).at(block["scheme"].span));
  if (balancer.ipv6)
    set(node, "ip_address_type",
        graph::Value("dualstack").at((*balancer.network->block)["ipv6"].span));
  set(node, "subnets", context.attribute(*balancer.network->block, balancer.group));
  set(node, "security_groups", graph::list({graph::Ref{group, "id"}}));
  if (balancer.layer4) {
    // Otherwise traffic to a zone without a healthy task can be lost:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#cross-zone-load-balancing
    set(node, "cross_zone", true);
  } else {
    set(node, "idle_timeout", context.field(block, "idle_timeout"));
    // Malformed headers can smuggle requests past the rules:
    // https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4
    set(node, "drop_invalid_header_fields", true);
  }
  set(node, "deletion_protection", context.field(block, "protected"));
  set_access_logs(context, block, node);
  // AWS refuses a public balancer before an internet gateway is attached.
  const sema::Block& network = *balancer.network->block;
  if (!balancer.internal && !network.existing)
    node.depends_on.push_back(context.part(network, PartKind::Gateway));
  add_web_acl(context, block, id);
  add_endpoint_service(context, block, id);
  for (const plan::Listener& listener : balancer.listeners) {
    if (!listener.test_of && !balancer.layer4)
      add_listener(context, balancer, listener);  // those of layer 4 lead to their route
  }
}

}  // namespace svc::lower
