#include "ask/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/address.h"
#include "graph/own_references.h"

namespace svc::ask {

namespace {

using graph::NodeId;
using graph::Value;

constexpr std::string_view kGroup = "ec2_security_group";
constexpr int kLastPort = 65535;

// One rule of a security group.
struct Rule {
  NodeId group;
  bool inbound = true;
  std::optional<NodeId> peer;  // another group
  std::string range;           // or a range of addresses; both empty: something from outside
  std::string protocol;        // `tcp`, `-1`: every one
  int from = 0;
  int to = kLastPort;
  Span span;
};

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

bool everywhere(const std::string& range) {
  return range == "0.0.0.0/0" || range == "::/0";
}

std::string traffic_of(const std::string& protocol, int from, int to) {
  if (protocol == "-1") return "all";
  if (from == 0 && to == kLastPort) return protocol;
  return from == to ? fmt::format("{} {}", protocol, from)
                    : fmt::format("{} {}-{}", protocol, from, to);
}

class Network {
 public:
  explicit Network(const graph::Graph& graph) : graph_(graph) {
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) read(NodeId{i});
  }

  const graph::Graph& graph() const { return graph_; }
  const std::vector<Rule>& rules() const { return rules_; }

  // The security groups of a block's tasks: its own, else those of its instances.
  std::set<std::uint32_t> groups_of(const std::string& block) const {
    std::set<std::uint32_t> groups;
    std::string cluster;
    for (const graph::Node& node : graph_.nodes) {
      if (node.owner != block || node.kind.starts_with(kGroup)) continue;
      for (const NodeId id : graph::own_references(node, graph::Reach::Values)) {
        if (graph_.nodes[id].kind == kGroup) groups.insert(id.index);
        if (graph_.nodes[id].kind == "ecs_cluster" && node.kind == "ecs_service")
          cluster = graph_.nodes[id].owner;
      }
    }
    return groups.empty() && !cluster.empty() && cluster != block ? groups_of(cluster) : groups;
  }

  // The block that a security group belongs to.
  const std::string& owner(std::uint32_t group) const { return graph_.nodes[NodeId{group}].owner; }

  // The rules of these groups in one direction.
  std::vector<const Rule*> rules_of(const std::set<std::uint32_t>& groups, bool inbound) const {
    std::vector<const Rule*> found;
    for (const Rule& rule : rules_) {
      if (rule.inbound == inbound && groups.contains(rule.group.index)) found.push_back(&rule);
    }
    return found;
  }

  // The rules that let traffic into these groups, or out of them: their own, and those of others
  // that name them.
  std::vector<const Rule*> rules_about(const std::set<std::uint32_t>& groups, bool inbound) const {
    std::vector<const Rule*> found = rules_of(groups, inbound);
    for (const Rule& rule : rules_) {
      if (rule.inbound != inbound && rule.peer && groups.contains(rule.peer->index))
        found.push_back(&rule);
    }
    return found;
  }

  std::vector<NodeId> subnets_of(const std::string& block) const {
    std::vector<NodeId> found;
    for (const graph::Node& node : graph_.nodes) {
      if (node.owner != block) continue;
      for (const NodeId id : graph::own_references(node, graph::Reach::Values)) {
        if (graph_.nodes[id].kind == "ec2_subnet" &&
            std::find(found.begin(), found.end(), id) == found.end())
          found.push_back(id);
      }
    }
    return found;
  }

  // Whether an address range holds some address of the block's subnets.
  bool range_holds(const std::string& range, const std::string& block) const {
    if (everywhere(range)) return true;
    const auto wide = parse_ipv4(range);
    for (const NodeId id : subnets_of(block)) {
      const auto own = parse_ipv4(text_of(graph_.nodes[id].find("cidr_block")));
      if (wide && own && wide->overlaps(*own)) return true;
    }
    return false;
  }

  // The network of a set of groups; nothing if it is not in this program.
  std::optional<std::uint32_t> vpc_of(const std::set<std::uint32_t>& groups) const {
    for (const std::uint32_t group : groups) {
      const Value* vpc = graph_.nodes[NodeId{group}].find("vpc_id");
      const auto refs = vpc == nullptr ? std::vector<NodeId>{} : graph::references(*vpc);
      if (!refs.empty()) return refs.front().index;
    }
    return std::nullopt;
  }

  // The route to the internet of a block's subnets: a step, or why there is none.
  struct Route {
    bool open = false;
    bool direct = false;  // by an internet gateway: needs a public address
    Step step;
    std::string why;
  };
  Route route_of(const std::string& block) const {
    const std::vector<NodeId> subnets = subnets_of(block);
    if (subnets.empty())
      return {true, false, {}, ""};  // existing subnets: their routes are not here
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

  // Whether anything in the block has a public address.
  bool has_public_address(const std::string& block) const {
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

  // The endpoint that the block uses to reach an AWS service (`sqs`), as a step.
  std::optional<Step> endpoint(const std::string& service) const {
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

 private:
  static bool refers(const graph::Node& node, std::string_view attribute, NodeId to) {
    const Value* value = node.find(attribute);
    if (value == nullptr) return false;
    const auto refs = graph::references(*value);
    return std::find(refs.begin(), refs.end(), to) != refs.end();
  }

  std::optional<NodeId> table_of(NodeId subnet) const {
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind != "ec2_subnet_route_table_association" || !refers(node, "subnet_id", subnet))
        continue;
      const Value* table = node.find("route_table_id");
      const auto refs = table == nullptr ? std::vector<NodeId>{} : graph::references(*table);
      if (!refs.empty()) return refs.front();
    }
    return std::nullopt;
  }

  void read(NodeId id) {
    const graph::Node& node = graph_.nodes[id];
    if (node.kind == kGroup) {
      if (const Value* rules = node.find("security_group_egress")) {
        if (const auto* list = rules->get<graph::List>()) {
          for (const Value& one : list->items)
            add(
                id, false, [&](std::string_view name) { return member(one, name); }, node.span);
        }
      }
      return;
    }
    const bool inbound = node.kind == "ec2_security_group_ingress";
    if (!inbound && node.kind != "ec2_security_group_egress" &&
        node.kind != "ec2_security_group_range_egress")
      return;
    const Value* group = node.find("group_id");
    for (const NodeId to : group == nullptr ? std::vector<NodeId>{} : graph::references(*group)) {
      if (graph_.nodes[to].kind == kGroup)
        add(
            to, inbound, [&](std::string_view name) { return node.find(name); }, node.span);
    }
  }

  template <typename Find>
  void add(NodeId group, bool inbound, const Find& find, Span span) {
    Rule rule{.group = group, .inbound = inbound, .peer = {}, .range = {}, .protocol = {}};
    rule.span = span;
    for (const std::string_view name :
         {"source_security_group_id", "destination_security_group_id"}) {
      const Value* peer = find(name);
      for (const NodeId id : peer == nullptr ? std::vector<NodeId>{} : graph::references(*peer))
        rule.peer = id;
    }
    rule.range = text_of(find("cidr_ip"));
    if (rule.range.empty()) rule.range = text_of(find("cidr_ipv6"));
    rule.protocol = text_of(find("ip_protocol"));
    const std::string from = text_of(find("from_port"));
    const std::string to = text_of(find("to_port"));
    if (!from.empty() && rule.protocol != "-1") {
      rule.from = std::atoi(from.c_str());
      rule.to = std::atoi(to.c_str());
    }
    rules_.push_back(std::move(rule));
  }

  const graph::Graph& graph_;
  std::vector<Rule> rules_;
};

bool fits(const Rule& rule, const std::optional<Port>& port) {
  return !port || rule.protocol == "-1" ||
         (rule.protocol == port->protocol && rule.from <= port->number && port->number <= rule.to);
}

// The traffic that both rules allow; nothing if there is none.
std::optional<std::string> both(const Rule& out, const Rule& in) {
  if (out.protocol != in.protocol && out.protocol != "-1" && in.protocol != "-1")
    return std::nullopt;
  const Rule& narrow = out.protocol == "-1" ? in : out;
  const int from = std::max(out.from, in.from);
  const int to = std::min(out.to, in.to);
  if (from > to) return std::nullopt;
  return traffic_of(narrow.protocol, from, to);
}

std::string port_text(const std::optional<Port>& port) {
  return port ? fmt::format(" on {} {}", port->protocol, port->number) : std::string();
}

// The paths from one block to another, by their security groups.
Way between(const Network& network, const std::string& from, const std::string& to,
            const std::optional<Port>& port) {
  Way way{.from = from, .to = to, .traffic = {}, .open = false, .why = {}, .steps = {}};
  const auto senders = network.groups_of(from);
  const auto receivers = network.groups_of(to);
  const auto here = network.vpc_of(senders);
  const auto there = network.vpc_of(receivers);
  if (here && there && *here != *there) {
    way.why = "they are in networks that are not connected";
    return way;
  }
  const Rule* sending = nullptr;
  for (const Rule* out : network.rules_of(senders, false)) {
    const bool leads =
        out->peer ? receivers.contains(out->peer->index) : network.range_holds(out->range, to);
    if (!leads || !fits(*out, port)) continue;
    sending = out;
    for (const Rule* in : network.rules_of(receivers, true)) {
      const bool lets =
          in->peer ? senders.contains(in->peer->index) : network.range_holds(in->range, from);
      const auto traffic = lets && fits(*in, port) ? both(*out, *in) : std::nullopt;
      if (!traffic) continue;
      way.open = true;
      way.traffic = port ? traffic_of(port->protocol, port->number, port->number) : *traffic;
      way.steps = {{fmt::format("{} may send to {}: {}", from, out->peer ? to : out->range,
                                traffic_of(out->protocol, out->from, out->to)),
                    out->span},
                   {fmt::format("{} lets {} in: {}", to, in->peer ? from : in->range,
                                traffic_of(in->protocol, in->from, in->to)),
                    in->span}};
      return way;
    }
  }
  way.why = sending == nullptr
                ? fmt::format("no rule lets {} send to {}{}", from, to, port_text(port))
                : fmt::format("no rule of {} lets {} in{}", to, from, port_text(port));
  if (receivers.empty()) way.why = fmt::format("{} has no network interface", to);
  if (senders.empty()) way.why = fmt::format("{} has no network interface", from);
  return way;
}

Way from_internet(const Network& network, const std::string& to, const std::optional<Port>& port) {
  Way way{.from = std::string(kInternet),
          .to = to,
          .traffic = {},
          .open = false,
          .why = {},
          .steps = {}};
  for (const Rule* in : network.rules_of(network.groups_of(to), true)) {
    if (in->peer || !everywhere(in->range) || !fits(*in, port)) continue;
    way.traffic = port ? traffic_of(port->protocol, port->number, port->number)
                       : traffic_of(in->protocol, in->from, in->to);
    way.steps = {{fmt::format("{} lets {} in: {}", to, in->range,
                              traffic_of(in->protocol, in->from, in->to)),
                  in->span}};
    const Network::Route route = network.route_of(to);
    if (!network.has_public_address(to)) {
      way.why = "it has no public address";
    } else if (!route.open || (!route.direct && !route.step.text.empty())) {
      way.why = "its subnets have no route from the internet";
    } else {
      way.open = true;
      if (!route.step.text.empty()) way.steps.push_back(route.step);
    }
    return way;
  }
  way.why = fmt::format("no rule of {} lets the internet in{}", to, port_text(port));
  return way;
}

Way to_internet(const Network& network, const std::string& from, const std::optional<Port>& port) {
  Way way{.from = from,
          .to = std::string(kInternet),
          .traffic = {},
          .open = false,
          .why = {},
          .steps = {}};
  for (const Rule* out : network.rules_of(network.groups_of(from), false)) {
    if (out->peer || !everywhere(out->range) || !fits(*out, port)) continue;
    way.traffic = port ? traffic_of(port->protocol, port->number, port->number)
                       : traffic_of(out->protocol, out->from, out->to);
    way.steps = {{fmt::format("{} may send to {}: {}", from, out->range,
                              traffic_of(out->protocol, out->from, out->to)),
                  out->span}};
    const Network::Route route = network.route_of(from);
    if (!route.open) {
      way.why = route.why;
    } else if (route.direct && !network.has_public_address(from)) {
      way.why = "its subnets lead to the internet gateway, and it has no public address";
    } else {
      way.open = true;
      if (!route.step.text.empty()) way.steps.push_back(route.step);
    }
    return way;
  }
  way.why = fmt::format("no rule lets {} send to the internet{}", from, port_text(port));
  return way;
}

// The paths to an AWS API: through an endpoint of the network, or over the internet.
Way to_service(const Network& network, const std::string& from, const std::string& to) {
  std::string service;
  for (const graph::Node& node : network.graph().nodes) {
    if (node.owner == to && (service.empty() || node.main))
      service = node.kind.substr(0, node.kind.find('_'));
  }
  const std::optional<Port> https = Port{"tcp", 443};
  Way way = to_internet(network, from, https);
  way.to = to;
  if (const std::optional<Step> endpoint = network.endpoint(service)) {
    way.open = true;
    way.why.clear();
    way.traffic = "tcp 443";
    way.steps.push_back(*endpoint);
  } else if (!way.open) {
    way.why = fmt::format("{} is reached by the API of {}: {}, and there is no endpoint", to,
                          service, way.why);
  }
  return way;
}

// A path that a rule opens to or from a range of addresses.
Way of_range(const Rule& rule, const std::string& block) {
  Way way{.from = rule.inbound ? rule.range : block,
          .to = rule.inbound ? block : rule.range,
          .traffic = traffic_of(rule.protocol, rule.from, rule.to),
          .open = true,
          .why = {},
          .steps = {}};
  way.steps = {{rule.inbound ? fmt::format("{} lets {} in", block, rule.range)
                             : fmt::format("{} may send to {}", block, rule.range),
                rule.span}};
  return way;
}

std::vector<Way> ways(const graph::Graph& graph, const std::string& block, bool inbound) {
  const Network network(graph);
  std::vector<Way> found;
  std::set<std::string> known;
  for (const Rule* rule : network.rules_about(network.groups_of(block), inbound)) {
    const Port port{rule->protocol, rule->from};
    const std::optional<Port> wanted =
        rule->protocol == "-1" || rule->from != rule->to ? std::nullopt : std::optional(port);
    Way way;
    if (rule->peer) {
      const bool own = rule->inbound == inbound;
      const std::string& other = network.owner(own ? rule->peer->index : rule->group.index);
      way =
          inbound ? between(network, other, block, wanted) : between(network, block, other, wanted);
    } else if (everywhere(rule->range)) {
      way = inbound ? from_internet(network, block, wanted) : to_internet(network, block, wanted);
    } else if (!rule->range.empty()) {
      way = of_range(*rule, block);
    } else {
      continue;
    }
    if (known.insert(way.from + "\n" + way.to + "\n" + way.traffic).second)
      found.push_back(std::move(way));
  }
  return found;
}

}  // namespace

std::vector<Way> ways_into(const graph::Graph& graph, const std::string& block) {
  return ways(graph, block, true);
}

std::vector<Way> ways_out_of(const graph::Graph& graph, const std::string& block) {
  return ways(graph, block, false);
}

Way reach(const graph::Graph& graph, const std::string& from, const std::string& to,
          const std::optional<Port>& port) {
  const Network network(graph);
  if (from == kInternet) return from_internet(network, to, port);
  if (to == kInternet) return to_internet(network, from, port);
  if (network.groups_of(to).empty() && !network.groups_of(from).empty())
    return to_service(network, from, to);
  return between(network, from, to, port);
}

}  // namespace svc::ask
