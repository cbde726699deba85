#include "lower/network_services.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "lower/iam.h"
#include "plan/endpoints.h"

namespace svc::lower {

namespace {

Part way_out_part(std::string_view group) {
  return {PartKind::WayOut, std::string(group)};
}

// Lets only the VPC reach the interface endpoints.
graph::NodeId endpoint_security_group(Context& context, const plan::Network& network) {
  const sema::Block& block = *network.block;
  if (context.has_part(block, PartKind::EndpointSecurityGroup))
    return context.part(block, PartKind::EndpointSecurityGroup);
  const std::string name = block.name + "_endpoints";
  const graph::NodeId id = add_security_group(context, block, name, "VPC endpoints of", block);
  const graph::NodeId inbound = context.add("ec2_security_group_ingress", name, block);
  for (const plan::SubnetGroup& each : network.groups)
    remember_way_out(context, network, each.name, inbound);
  graph::Node& rule = context.node(inbound);
  set(rule, "group_id", graph::Ref{id, "id"});
  set(rule, "ip_protocol", "tcp");
  set(rule, "from_port", 443);
  set(rule, "to_port", 443);
  set(rule, "cidr_ip", context.range_of(network));
  set(rule, "description", "HTTPS from the VPC");
  close_outbound(context, block, name, id);
  context.remember(block, PartKind::EndpointSecurityGroup, id);
  return id;
}

void add_endpoint(Context& context, const plan::Network& network,
                  const plan::EndpointServices& kind, std::string_view service, Span span,
                  const std::vector<graph::NodeId>& tables) {
  const sema::Block& block = *network.block;
  std::string name = fmt::format("{}_{}", block.name, service);
  std::replace(name.begin(), name.end(), '.', '_');
  const graph::NodeId id = context.add("ec2_vpc_endpoint", name, block);
  graph::Node& node = context.node(id);
  for (const plan::SubnetGroup& group : network.groups) {
    if (kind.for_start) remember_way_out(context, network, group.name, id);
  }
  set(node, "vpc_id", context.attribute(block, "id"));
  set(node, "service_name",
      graph::concat({"com.amazonaws.", graph::Pseudo::Region, fmt::format(".{}", service)})
          .at(span));
  if (kind.gateway) {
    std::vector<graph::Value> ids;
    for (const graph::NodeId table : tables) ids.emplace_back(graph::Ref{table, "id"});
    set(node, "vpc_endpoint_type", "Gateway");
    set(node, "route_table_ids", graph::list(std::move(ids)));
    return;
  }
  set(node, "vpc_endpoint_type", "Interface");
  set(node, "subnet_ids", context.attribute(block, network.default_group()->name));
  set(node, "security_group_ids",
      graph::list({graph::Ref{endpoint_security_group(context, network), "id"}}));
  set(node, "private_dns_enabled", true);
}

}  // namespace

const std::vector<graph::NodeId>& way_out(const Context& context, const plan::Network& network,
                                          std::string_view group) {
  return context.parts(*network.block, way_out_part(group));
}

void remember_way_out(Context& context, const plan::Network& network, std::string_view group,
                      graph::NodeId node) {
  context.remember(*network.block, way_out_part(group), node);
}

void add_endpoints(Context& context, const plan::Network& network,
                   const std::vector<graph::NodeId>& tables) {
  std::vector<std::string_view> done;
  for (const sema::Value& item : network.block->items("endpoints")) {
    const auto* symbol = item.get<sema::Symbol>();
    const plan::EndpointServices* kind =
        symbol ? plan::find_endpoint_services(symbol->name) : nullptr;
    if (!kind || std::find(done.begin(), done.end(), kind->word) != done.end()) continue;
    done.push_back(kind->word);
    for (const std::string_view service : kind->services) {
      if (!service.empty()) add_endpoint(context, network, *kind, service, item.span, tables);
    }
  }
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
graph::Value traffic_type(const sema::Block& network) {
  const std::string_view traffic = network.symbol("flow_log_traffic");
  const std::string_view type = traffic == "accepted"   ? "ACCEPT"
                                : traffic == "rejected" ? "REJECT"
                                                        : "ALL";
  return graph::Value(type).at(network["flow_log_traffic"].span);
}

// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
void add_flow_logs(Context& context, const plan::Network& network) {
  const sema::Block& block = *network.block;
  if (!block.has("flow_logs")) return;
  const Span span = block["flow_logs"].span;
  const std::string name = block.name + "_flow";
  const graph::NodeId logs = context.add("logs_log_group", name, block);
  set(context.node(logs), "log_group_name",
      fmt::format("/vpc/{}", context.physical_name(block.name)));
  set(context.node(logs), "retention_in_days",
      context.given_or(block["flow_logs"], block.seconds("flow_logs") / 86'400));

  iam::RoleSpec spec;
  spec.name = name;
  spec.trust = iam::trust("vpc-flow-logs.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, block, std::move(spec));
  iam::Statement write;
  write.actions = {"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"};
  write.resources = {iam::log_streams(logs)};
  iam::add_policy(context, block, name, role, {write});

  graph::Node& flow = context.node(context.add("ec2_flow_log", block.name, block));
  set(flow, "resource_id", context.attribute(block, "id"));
  set(flow, "resource_type", "VPC");
  set(flow, "traffic_type", traffic_type(block));
  set(flow, "log_destination_type", "cloud-watch-logs");
  // Written out: the Arn of a log group ends in `:*` in CloudFormation, which a flow log does not
  // take.
  set(flow, "log_destination",
      iam::arn("logs", graph::concat({"log-group:", graph::Ref{logs, "name"}})).at(span));
  set(flow, "deliver_logs_permission_arn", graph::Ref{role, "arn"});
}

}  // namespace svc::lower
