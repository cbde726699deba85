// VPC, subnets, routes, NAT:
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html
#include <fmt/format.h>

#include <map>

#include "base/address.h"
#include "lower/network_services.h"

namespace svc::lower {

namespace {

using plan::Access;
using plan::Network;

// The nodes that the steps of lower_network() hand to each other.
struct NetworkParts {
  graph::NodeId vpc;
  graph::NodeId gateway;  // the attachment of the internet gateway; invalid without public subnets
  graph::NodeId gateway_id;
  graph::NodeId public_table;
  std::map<int, graph::NodeId> private_tables;  // by zone
  graph::NodeId isolated_table;
  std::map<std::string, std::vector<graph::NodeId>> subnets;  // by group
};

std::string numbered(const Network& network, std::string_view what, int zone) {
  return fmt::format("{}_{}_{}", network.block->name, what, zone + 1);
}

// The range of the VPC. The subnets are parts of it, so a param that gives it keeps its size.
graph::Value vpc_range(Context& context, const Network& network) {
  const sema::Value& written = (*network.block)["cidr"];
  if (written.given == nullptr) return graph::Value(network.cidr).at(written.span);
  const graph::Value range = context.value(written);
  graph::Parameter& parameter = context.graph.parameters[range.get<graph::ParamRef>()->parameter];
  if (written.given->pattern.empty() && written.given->allowed.empty())
    parameter.pattern = fmt::format("[0-9.]+/{}", parse_ipv4(network.cidr)->prefix);
  return range;
}

graph::NodeId add_vpc(Context& context, const Network& network) {
  const graph::NodeId id = context.add("ec2_vpc", network.block->name, *network.block);
  graph::Node& node = context.node(id);
  set(node, "cidr_block", vpc_range(context, network));
  // Interface endpoints and service discovery need both.
  set(node, "enable_dns_support", true);
  set(node, "enable_dns_hostnames", true);
  if (network.ipv6)
    set(node, "amazon_provided_ipv6_cidr_block",
        graph::Value(true).at((*network.block)["ipv6"].span));
  context.remember(*network.block, PartKind::Main, id);
  return id;
}

void add_gateway(Context& context, const Network& network, NetworkParts& parts) {
  const sema::Block& block = *network.block;
  if (!network.group(Access::Public)) return;
  parts.gateway_id = context.add("ec2_internet_gateway", block.name, block);
  parts.gateway = context.add("ec2_vpc_gateway_attachment", block.name, block);
  context.remember(block, PartKind::Gateway, parts.gateway);
  graph::Node& node = context.node(parts.gateway);
  set(node, "vpc_id", graph::Ref{parts.vpc, "id"});
  set(node, "internet_gateway_id", graph::Ref{parts.gateway_id, "id"});
}

// ---- Subnets
// ---------------------------------------------------------------------------------------------------------------------------------

// Instances in a network without private subnets need a public address to reach ECS. Otherwise only
// a block that asks for an address gets one.
bool gives_addresses(const Context& context, const Network& network, const plan::Subnet& subnet) {
  const plan::SubnetGroup* group = network.default_group();
  if (subnet.access != Access::Public || group->name != subnet.group) return false;
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name != "cluster" || block->existing ||
        block->clause("network") != network.block)
      continue;
    if (!block->nested("capacity", "ec2").empty() || !block->nested("capacity", "managed").empty())
      return true;
  }
  return false;
}

// The subnet has the same place among the 256 /64s of a /56 as its IPv4 range in the VPC, so it
// moves only with that.
int ipv6_place(const Network& network, const plan::Subnet& subnet) {
  const auto vpc = parse_ipv4(network.cidr);
  const auto range = parse_ipv4(subnet.cidr);
  const std::uint64_t offset = range->base - vpc->base;
  return static_cast<int>(offset * 256 >> (32 - vpc->prefix));
}

// The line that decides a subnet's range: that of its group, if it says how large or where it is,
// else the range of the network.
Span range_span(const Network& network, const plan::Subnet& subnet) {
  const sema::Block* group = network.group(subnet.group)->block;
  const bool own = group != nullptr && (group->wrote("prefix") || group->wrote("cidrs"));
  return own || !network.block->wrote("cidr") ? subnet.span : (*network.block)["cidr"].span;
}

// The range of a subnet: as written, else a part of the VPC's that svcc worked out.
graph::Value subnet_range(const Context& context, const Network& network,
                          const plan::Subnet& subnet, graph::NodeId vpc) {
  if (subnet.written != nullptr) return context.given_or(*subnet.written, subnet.cidr);
  const Span where = range_span(network, subnet);
  if ((*network.block)["cidr"].given == nullptr) return graph::Value(subnet.cidr).at(where);
  const auto whole = parse_ipv4(network.cidr);
  const auto range = parse_ipv4(subnet.cidr);
  graph::SubnetOf part{{vpc, "cidr_block"}};
  part.prefix = range->prefix;
  part.bits = range->prefix - whole->prefix;
  part.length = 32;
  part.index = static_cast<int>((range->base - whole->base) >> (32 - range->prefix));
  return graph::Value(part).at(where);
}

void set_ipv6(const Network& network, const plan::Subnet& subnet, graph::NodeId vpc,
              graph::Node& node) {
  const Span span = (*network.block)["ipv6"].span;
  set(node, "ipv6_cidr_block",
      graph::Value(graph::SubnetOf{{vpc, "ipv6_range"}, ipv6_place(network, subnet)}).at(span));
  set(node, "assign_ipv6_address_on_creation", graph::Value(true).at(span));
  node.depends_on.push_back(vpc);  // with its range, which is a separate resource in CloudFormation
}

void add_subnets(Context& context, const Network& network, NetworkParts& parts) {
  for (const plan::Subnet& subnet : network.subnets) {
    const plan::SubnetGroup& group = *network.group(subnet.group);
    const graph::NodeId id = context.add("ec2_subnet", numbered(network, subnet.group, subnet.zone),
                                         group.block ? *group.block : *network.block);
    graph::Node& node = context.node(id);
    set(node, "vpc_id", graph::Ref{parts.vpc, "id"});
    set(node, "cidr_block", subnet_range(context, network, subnet, parts.vpc));
    // Zone names mean different places in different accounts, and their order depends on the zones
    // available today. Ids do not change.
    // https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
    const auto zone = static_cast<std::size_t>(subnet.zone);
    if (zone < network.zone_ids.size())
      set(node, "availability_zone_id",
          graph::Value(network.zone_ids[zone]).at((*network.block)["zones"].span));
    else
      set(node, "availability_zone", graph::ZoneName{subnet.zone});
    set(node, "map_public_ip_on_launch", gives_addresses(context, network, subnet));
    if (network.ipv6) set_ipv6(network, subnet, parts.vpc, node);
    parts.subnets[subnet.group].push_back(id);
  }
}

// `main.public` is the group of that name; without one, all subnets with that access.
void define_groups(Context& context, const Network& network, const NetworkParts& parts) {
  const auto define = [&](std::string_view name, auto&& wanted) {
    std::vector<graph::Value> ids;
    for (const plan::SubnetGroup& group : network.groups) {
      if (!wanted(group)) continue;
      for (const graph::NodeId id : parts.subnets.at(group.name))
        ids.emplace_back(graph::Ref{id, "id"});
    }
    context.define_attribute(*network.block, name, graph::list(std::move(ids)));
  };
  define("public", [](const plan::SubnetGroup& group) { return group.access == Access::Public; });
  define("private", [](const plan::SubnetGroup& group) { return group.access == Access::Private; });
  for (const plan::SubnetGroup& group : network.groups) {
    define(group.name, [&](const plan::SubnetGroup& other) { return other.name == group.name; });
  }
}

// ---- Routes
// ----------------------------------------------------------------------------------------------------------------------------------

graph::NodeId add_table(Context& context, const Network& network, const NetworkParts& parts,
                        const std::string& name) {
  const graph::NodeId id = context.add("ec2_route_table", name, *network.block);
  set(context.node(id), "vpc_id", graph::Ref{parts.vpc, "id"});
  return id;
}

void add_default_route(Context& context, const Network& network, Access access, graph::NodeId table,
                       std::string_view target, graph::Value to, const std::string& name,
                       graph::NodeId gateway, bool ipv6 = false) {
  const graph::NodeId id = context.add("ec2_route", name, *network.block);
  for (const plan::SubnetGroup& group : network.groups) {
    if (group.access == access) remember_way_out(context, network, group.name, id);
  }
  graph::Node& node = context.node(id);
  set(node, "route_table_id", graph::Ref{table, "id"});
  ipv6 ? set(node, "destination_ipv6_cidr_block", "::/0")
       : set(node, "destination_cidr_block", "0.0.0.0/0");
  set(node, target, std::move(to));
  if (gateway.valid()) node.depends_on.push_back(gateway);
}

// Private subnets have a table for each zone whether or not they share a NAT gateway: going from
// one gateway to several then changes routes only.
void add_tables(Context& context, const Network& network, NetworkParts& parts) {
  const std::string& name = network.block->name;
  if (network.group(Access::Public)) {
    parts.public_table = add_table(context, network, parts, name + "_public");
    add_default_route(context, network, Access::Public, parts.public_table, "gateway_id",
                      graph::Ref{parts.gateway_id, "id"}, name + "_public", parts.gateway);
  }
  if (network.group(Access::Private)) {
    for (int zone = 0; zone < network.zones; ++zone)
      parts.private_tables[zone] =
          add_table(context, network, parts, numbered(network, "private", zone));
  }
  if (network.group(Access::Isolated))
    parts.isolated_table = add_table(context, network, parts, name + "_isolated");
}

void add_associations(Context& context, const Network& network, const NetworkParts& parts) {
  for (const plan::Subnet& subnet : network.subnets) {
    const graph::NodeId table = subnet.access == Access::Public ? parts.public_table
                                : subnet.access == Access::Private
                                    ? parts.private_tables.at(subnet.zone)
                                    : parts.isolated_table;
    const graph::NodeId id =
        context.add("ec2_subnet_route_table_association",
                    numbered(network, subnet.group, subnet.zone), *network.block);
    remember_way_out(context, network, subnet.group, id);
    graph::Node& node = context.node(id);
    set(node, "subnet_id",
        graph::Ref{parts.subnets.at(subnet.group).at(static_cast<std::size_t>(subnet.zone)), "id"});
    set(node, "route_table_id", graph::Ref{table, "id"});
  }
}

graph::NodeId add_nat_gateway(Context& context, const Network& network, const NetworkParts& parts,
                              int zone) {
  const std::string name = fmt::format("{}_{}", network.block->name, zone + 1);
  const Span span = (*network.block)["nat"].span;
  const graph::NodeId address =
      context.add("ec2_eip", numbered(network, "nat", zone), *network.block);
  set(context.node(address), "domain", "vpc");
  context.node(address).depends_on.push_back(parts.gateway);

  const graph::NodeId id = context.add("ec2_nat_gateway", name, *network.block);
  graph::Node& node = context.node(id);
  const std::string& group = network.group(Access::Public)->name;
  set(node, "allocation_id", graph::Ref{address, "allocation_id"});
  set(node, "subnet_id",
      graph::Value(graph::Ref{parts.subnets.at(group).at(static_cast<std::size_t>(zone)), "id"})
          .at(span));
  node.depends_on.push_back(parts.gateway);
  return id;
}

void add_nat(Context& context, const Network& network, const NetworkParts& parts) {
  if (network.nat == plan::Nat::None) return;
  const int gateways = network.nat == plan::Nat::PerZone ? network.zones : 1;
  std::vector<graph::NodeId> ids;
  for (int zone = 0; zone < gateways; ++zone)
    ids.push_back(add_nat_gateway(context, network, parts, zone));
  for (const auto& [zone, table] : parts.private_tables) {
    const graph::NodeId gateway = ids.at(static_cast<std::size_t>(zone < gateways ? zone : 0));
    add_default_route(context, network, Access::Private, table, "nat_gateway_id",
                      graph::Ref{gateway, "id"}, numbered(network, "private", zone), parts.gateway);
  }
}

// IPv6 addresses are internet addresses without translation. A gateway that opens only for answers
// keeps callers out of private subnets.
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
void add_ipv6_routes(Context& context, const Network& network, const NetworkParts& parts) {
  if (!network.ipv6) return;
  const std::string& name = network.block->name;
  if (parts.public_table.valid()) {
    add_default_route(context, network, Access::Public, parts.public_table, "gateway_id",
                      graph::Ref{parts.gateway_id, "id"}, name + "_public_ipv6", parts.gateway,
                      true);
  }
  if (parts.private_tables.empty()) return;
  const graph::NodeId gateway =
      context.add("ec2_egress_only_internet_gateway", name, *network.block);
  set(context.node(gateway), "vpc_id", graph::Ref{parts.vpc, "id"});
  for (const auto& [zone, table] : parts.private_tables) {
    add_default_route(context, network, Access::Private, table, "egress_only_internet_gateway_id",
                      graph::Ref{gateway, "id"}, numbered(network, "private_ipv6", zone), {}, true);
  }
}

std::vector<graph::NodeId> tables_of(const NetworkParts& parts) {
  std::vector<graph::NodeId> tables;
  if (parts.public_table.valid()) tables.push_back(parts.public_table);
  for (const auto& [zone, table] : parts.private_tables) tables.push_back(table);
  if (parts.isolated_table.valid()) tables.push_back(parts.isolated_table);
  return tables;
}

// The VPC and its subnets as they are named, or looked up by tags.
void define_existing(Context& context, const Network& network) {
  const sema::Block& block = *network.block;
  graph::Value vpc = context.field(block, "id");
  if (block.has("tags")) {
    const graph::NodeId id = context.add("ec2_vpc_lookup", block.name, block);
    set(context.node(id), "wanted_tags", context.field(block, "tags"));
    vpc = graph::Ref{id, "id"};
  }
  context.define_attribute(block, "id", vpc);
  for (const std::string_view none : {"public", "private"})
    context.define_attribute(block, none, graph::list({}));
  for (const plan::SubnetGroup& group : network.groups) {
    graph::Value subnets = context.field(block, group.name);
    if (!block.has(group.name)) {
      const graph::NodeId id =
          context.add("ec2_subnets_lookup", fmt::format("{}_{}", block.name, group.name), block);
      set(context.node(id), "vpc_id", vpc);
      set(context.node(id), "wanted_tags", context.field(block, group.name + "_tags"));
      subnets = graph::Ref{id, "ids"};
    }
    context.define_attribute(block, group.name, std::move(subnets));
  }
}

}  // namespace

void lower_network(Context& context, const sema::Block& block) {
  const Network& network = *context.plan.network(&block);
  if (block.existing) {
    define_existing(context, network);
    return;
  }
  NetworkParts parts;
  parts.vpc = add_vpc(context, network);
  add_gateway(context, network, parts);
  add_subnets(context, network, parts);
  define_groups(context, network, parts);
  add_tables(context, network, parts);
  add_associations(context, network, parts);
  add_nat(context, network, parts);
  add_ipv6_routes(context, network, parts);
  add_endpoints(context, network, tables_of(parts));
  add_flow_logs(context, network);
}

}  // namespace svc::lower
