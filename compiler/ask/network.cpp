#include "ask/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/address.h"
#include "graph/own_references.h"

namespace svc::ask {

namespace {

using graph::NodeId;
using graph::Value;

constexpr std::string_view kGroup = "ec2_security_group";

std::string text_of(const Value* value) {
  if (value == nullptr) return {};
  if (const auto* text = value->get<std::string>()) return *text;
  if (const auto* number = value->get<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto* flag = value->get<bool>()) return *flag ? "true" : "false";
  return {};
}

const Value* member(const Value& value, std::string_view name) {
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [key, item] : map->entries) {
    if (key == name) return &item;
  }
  return nullptr;
}

// The attribute of that name, at any depth.
const Value* deep(const Value& value, std::string_view name) {
  if (const auto* list = value.get<graph::List>()) {
    for (const Value& item : list->items) {
      if (const Value* found = deep(item, name)) return found;
    }
  }
  if (const auto* map = value.get<graph::Map>()) {
    for (const auto& [key, item] : map->entries) {
      if (key == name) return &item;
      if (const Value* found = deep(item, name)) return found;
    }
  }
  return nullptr;
}

// Names of the same property: of a node of ours, and in `raw` of CloudFormation and Terraform.
using Names = std::initializer_list<std::string_view>;

// The node is a security group of ours or a raw one. Of a raw resource for both targets only the
// first node counts, to which the others refer.
bool is_group(const graph::Node& node) {
  return node.kind == kGroup || (node.raw && (node.raw->type == "AWS::EC2::SecurityGroup" ||
                                              node.raw->type == "aws_security_group"));
}

// The same for subnets.
bool is_subnet(const graph::Node& node) {
  return node.kind == "ec2_subnet" ||
         (node.raw && (node.raw->type == "AWS::EC2::Subnet" || node.raw->type == "aws_subnet"));
}

// The direction of a raw resource that is a rule; nothing if it is none.
std::optional<bool> raw_rule(const graph::Node& node) {
  if (!node.raw) return std::nullopt;
  const std::string_view type = node.raw->type;
  if (type == "AWS::EC2::SecurityGroupIngress" || type == "aws_vpc_security_group_ingress_rule")
    return true;
  if (type == "AWS::EC2::SecurityGroupEgress" || type == "aws_vpc_security_group_egress_rule")
    return false;
  if (type == "aws_security_group_rule") return text_of(node.find("type")) == "ingress";
  return std::nullopt;
}

bool refers(const graph::Node& node, std::string_view attribute, NodeId to) {
  const Value* value = node.find(attribute);
  if (value == nullptr) return false;
  const auto refs = graph::references(*value);
  return std::find(refs.begin(), refs.end(), to) != refs.end();
}

// Finds a property by its name; null if there is none.
using Find = std::function<const Value*(std::string_view)>;

// The value of the first of these names that is there; null: none is.
const Value* first(const Find& find, Names names) {
  for (const std::string_view name : names) {
    if (const Value* found = find(name)) return found;
  }
  return nullptr;
}

std::vector<NodeId> named(const Find& find, Names names) {
  const Value* value = first(find, names);
  return value == nullptr ? std::vector<NodeId>{} : graph::references(*value);
}

// The text, or that of the first item of a list.
std::string word(const Find& find, Names names) {
  const Value* value = first(find, names);
  const auto* list = value == nullptr ? nullptr : value->get<graph::List>();
  return text_of(list != nullptr && !list->items.empty() ? &list->items.front() : value);
}

// The texts of a value: of each item of a list, or of itself.
void add_texts(const Value* value, std::vector<std::string>& texts) {
  const auto* list = value == nullptr ? nullptr : value->get<graph::List>();
  if (list == nullptr) {
    if (std::string text = text_of(value); !text.empty()) texts.push_back(std::move(text));
    return;
  }
  for (const Value& item : list->items) add_texts(&item, texts);
}

// The ranges of addresses that a rule names.
std::vector<std::string> ranges_of(const Find& find) {
  std::vector<std::string> ranges;
  for (const std::string_view name : {"cidr_ip", "CidrIp", "CidrIpv6", "cidr_ipv4", "cidr_ipv6",
                                      "cidr_blocks", "ipv6_cidr_blocks"})
    add_texts(find(name), ranges);
  return ranges;
}

// The rule that these properties describe: one for each group and each range that they name.
void add_rules(std::vector<Rule>& rules, NodeId group, bool inbound, const Find& find, Span span) {
  Rule rule{.group = group, .inbound = inbound, .peer = {}, .range = {}, .protocol = {}};
  rule.span = span;
  rule.protocol = word(find, {"ip_protocol", "IpProtocol", "protocol"});
  const std::string from = word(find, {"from_port", "FromPort"});
  const std::string to = word(find, {"to_port", "ToPort"});
  if (!from.empty() && rule.protocol != "-1") {
    rule.from = std::atoi(from.c_str());
    rule.to = std::atoi(to.c_str());
  }
  const std::vector<NodeId> peers = named(
      find, {"source_security_group_id", "destination_security_group_id", "SourceSecurityGroupId",
             "DestinationSecurityGroupId", "referenced_security_group_id", "security_groups"});
  for (const NodeId peer : peers) {
    rule.peer = peer;
    rules.push_back(rule);
  }
  rule.peer.reset();
  const std::vector<std::string> ranges = ranges_of(find);
  for (const std::string& range : ranges) {
    rule.range = range;
    rules.push_back(rule);
  }
  if (peers.empty() && ranges.empty()) rules.push_back(std::move(rule));
}

}  // namespace

bool everywhere(const std::string& range) {
  return range == "0.0.0.0/0" || range == "::/0";
}

std::string traffic_of(const std::string& protocol, int from, int to) {
  if (protocol == "-1") return "all";
  if (from == 0 && to == kLastPort) return protocol;
  return from == to ? fmt::format("{} {}", protocol, from)
                    : fmt::format("{} {}-{}", protocol, from, to);
}

Network::Network(const graph::Graph& graph) : graph_(graph::as_assumed(graph)) {
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) read(NodeId{i});
}

std::set<std::uint32_t> Network::groups_of(const std::string& block) const {
  std::set<std::uint32_t> groups;
  std::string cluster;
  for (const graph::Node& node : graph_.nodes) {
    if (node.owner != block || node.kind.starts_with(kGroup)) continue;
    if (node.raw && is_group(node)) groups.insert(index_of(node));
    for (const NodeId id : graph::own_references(node, graph::Reach::Values)) {
      if (is_group(graph_.nodes[id])) groups.insert(id.index);
      if (graph_.nodes[id].kind == "ecs_cluster" && node.kind == "ecs_service")
        cluster = graph_.nodes[id].owner;
    }
  }
  return groups.empty() && !cluster.empty() && cluster != block ? groups_of(cluster) : groups;
}

bool Network::is_raw(const std::string& block) const {
  return std::any_of(graph_.nodes.begin(), graph_.nodes.end(),
                     [&](const graph::Node& node) { return node.raw && node.owner == block; });
}

const std::string& Network::owner(std::uint32_t group) const {
  return graph_.nodes[NodeId{group}].owner;
}

std::vector<const Rule*> Network::rules_of(const std::set<std::uint32_t>& groups,
                                           bool inbound) const {
  std::vector<const Rule*> found;
  for (const Rule& rule : rules_) {
    if (rule.inbound == inbound && groups.contains(rule.group.index)) found.push_back(&rule);
  }
  return found;
}

std::vector<const Rule*> Network::rules_about(const std::set<std::uint32_t>& groups,
                                              bool inbound) const {
  std::vector<const Rule*> found = rules_of(groups, inbound);
  for (const Rule& rule : rules_) {
    if (rule.inbound != inbound && rule.peer && groups.contains(rule.peer->index))
      found.push_back(&rule);
  }
  return found;
}

std::vector<NodeId> Network::subnets_of(const std::string& block) const {
  std::vector<NodeId> found;
  const auto add = [&](const graph::Node& node, const auto& again) -> void {
    for (const NodeId id : graph::own_references(node, graph::Reach::Values)) {
      const graph::Node& other = graph_.nodes[id];
      const bool fresh = std::find(found.begin(), found.end(), id) == found.end();
      if (is_subnet(other) && fresh) found.push_back(id);
      // A raw database names a raw group of subnets.
      if (node.raw && other.raw && node.owner == block && other.owner != block) again(other, again);
    }
  };
  for (const graph::Node& node : graph_.nodes) {
    if (node.owner == block) add(node, add);
  }
  return found;
}

bool Network::range_holds(const std::string& range, const std::string& block) const {
  if (everywhere(range)) return true;
  const auto wide = parse_ipv4(range);
  for (const NodeId id : subnets_of(block)) {
    const graph::Node& subnet = graph_.nodes[id];
    const Find find = [&](std::string_view name) { return subnet.find(name); };
    const auto own = parse_ipv4(word(find, {"cidr_block", "CidrBlock"}));
    if (wide && own && wide->overlaps(*own)) return true;
  }
  return false;
}

std::optional<std::uint32_t> Network::vpc_of(const std::set<std::uint32_t>& groups) const {
  for (const std::uint32_t group : groups) {
    const Value* vpc = graph_.nodes[NodeId{group}].find("vpc_id");
    const auto refs = vpc == nullptr ? std::vector<NodeId>{} : graph::references(*vpc);
    if (!refs.empty()) return refs.front().index;
  }
  return std::nullopt;
}

Network::Route Network::route_of(const std::string& block) const {
  const std::vector<NodeId> subnets = subnets_of(block);
  if (subnets.empty()) return {true, false, {}, ""};  // existing subnets: their routes are not here
  for (const NodeId subnet : subnets) {
    const auto table = table_of(subnet);
    if (!table) continue;
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind != "ec2_route" || !refers(node, "route_table_id", *table) ||
          !everywhere(text_of(node.find("destination_cidr_block"))))
        continue;
      const bool direct = node.find("gateway_id") != nullptr;
      return {true,
              direct,
              {fmt::format("the route of {} leads to {}", graph_.nodes[subnet].owner,
                           direct ? "the internet gateway" : "a NAT gateway"),
               node.span},
              ""};
    }
  }
  return {false, false, {}, "its subnets have no route to the internet"};
}

bool Network::has_public_address(const std::string& block) const {
  for (const graph::Node& node : graph_.nodes) {
    if (node.owner != block) continue;
    if (node.kind == "elasticloadbalancingv2_load_balancer")
      return text_of(node.find("internal")) == "false";
    for (const graph::Attribute& attribute : node.attributes) {
      const Value* flag = deep(attribute.value, "assign_public_ip");
      if (text_of(flag) == "true") return true;
    }
  }
  return false;
}

std::optional<Step> Network::endpoint(const std::string& service) const {
  for (const graph::Node& node : graph_.nodes) {
    if (node.kind != "ec2_vpc_endpoint") continue;
    const Value* name = node.find("service_name");
    const auto* parts = name == nullptr ? nullptr : name->get<graph::Concat>();
    const std::string last = parts != nullptr ? text_of(&parts->parts.back()) : text_of(name);
    if (last.ends_with("." + service) || last.find("." + service + ".") != std::string::npos)
      return Step{fmt::format("the endpoint of {} for {}", node.owner, service), node.span};
  }
  return std::nullopt;
}

std::optional<NodeId> Network::table_of(NodeId subnet) const {
  for (const graph::Node& node : graph_.nodes) {
    if (node.kind != "ec2_subnet_route_table_association" || !refers(node, "subnet_id", subnet))
      continue;
    const Value* table = node.find("route_table_id");
    const auto refs = table == nullptr ? std::vector<NodeId>{} : graph::references(*table);
    if (!refs.empty()) return refs.front();
  }
  return std::nullopt;
}

std::uint32_t Network::index_of(const graph::Node& wanted) const {
  std::uint32_t index = 0;
  for (const graph::Node& node : graph_.nodes) {
    if (&node == &wanted) break;
    ++index;
  }
  const bool second = wanted.raw->twin.valid() && wanted.raw->twin.index < index;
  return second ? wanted.raw->twin.index : index;
}

void Network::read(NodeId id) {
  const graph::Node& node = graph_.nodes[id];
  if (node.raw && node.raw->twin.valid() && node.raw->twin.index < id.index) return;
  if (is_group(node)) return read_group(id);
  const std::optional<bool> raw = raw_rule(node);
  const bool inbound = raw ? *raw : node.kind == "ec2_security_group_ingress";
  if (!raw && !inbound && node.kind != "ec2_security_group_egress" &&
      node.kind != "ec2_security_group_range_egress")
    return;
  const Find find = [&](std::string_view name) { return node.find(name); };
  for (const NodeId to : named(find, {"group_id", "GroupId", "security_group_id"})) {
    if (is_group(graph_.nodes[to])) add_rules(rules_, to, inbound, find, node.span);
  }
}

// The rules within a group.
void Network::read_group(NodeId id) {
  const graph::Node& node = graph_.nodes[id];
  const Find find = [&](std::string_view name) { return node.find(name); };
  const auto each = [&](Names names, bool inbound) {
    const Value* rules = first(find, names);
    const auto* list = rules == nullptr ? nullptr : rules->get<graph::List>();
    const auto rule = [&](const Value& one) {
      add_rules(
          rules_, id, inbound, [&](std::string_view name) { return member(one, name); }, node.span);
    };
    if (list != nullptr) std::for_each(list->items.begin(), list->items.end(), rule);
    if (rules != nullptr && rules->get<graph::Map>() != nullptr) rule(*rules);
  };
  each({"SecurityGroupIngress", "ingress"}, true);
  each({"security_group_egress", "SecurityGroupEgress", "egress"}, false);
}

}  // namespace svc::ask
