// Exactly the security group rules for the connections of the system.
//
// Inbound traffic is closed except for what the program declares: a balancer's listeners to its
// `sources`; a container's port to the balancers of its routes, to the services that `connect` to
// it, and to its `sources`. Outbound, a balancer reaches only the ports of its routes. Tasks can
// reach any address, because those of registries, AWS services and partners are unknown.
// Descriptions never depend on line numbers: changing the description of a rule replaces it.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "lower/listener.h"
#include "lower/network_services.h"
#include "lower/rules.h"
#include "lower/volumes.h"
#include "lower/waits.h"

namespace svc::lower {

namespace {

graph::Value group_id(const Context& context, const sema::Block& block) {
  return graph::Ref{context.part(block, PartKind::SecurityGroup), "id"};
}

// A service waits for its rules: a task that cannot be reached, or cannot reach others, fails its
// health check and the deployment.
void wait_for(Context& context, const sema::Block& service, graph::NodeId rule) {
  context.node(context.part(service, PartKind::Main)).depends_on.push_back(rule);
}

// The security group of a service's or job's tasks, for connections to and from them: that of their
// own interfaces, or of the instances that they run on.
struct Side {
  graph::NodeId group;
  std::string name;
  std::string title;
  const sema::Block* shared = nullptr;  // the cluster of the instances, else null
};

Side side_of(const Context& context, const plan::Workload& workload) {
  const sema::Block& block = *workload.block;
  if (workload.own_interface())
    return {context.part(block, PartKind::SecurityGroup), block.name, block.title(), nullptr};
  const sema::Block& cluster = *workload.cluster;
  return {context.part(cluster, PartKind::InstanceSecurityGroup), cluster.name + "_instances",
          "instances of " + cluster.title(), &cluster};
}

// A server outside AWS has no security group.
bool has_group(const plan::Workload& workload) {
  return workload.runs_on() != plan::Capacity::External;
}

Port reached_port(const plan::Workload& workload, const sema::Block& port) {
  const plan::HostPorts ports = plan::host_ports(workload.task->mode, port);
  return {ports.first, std::string(port.symbol("protocol")), ports.free() ? ports.last : 0};
}

std::vector<Port> ports_of(const plan::Workload& service) {
  std::vector<Port> ports;
  for (const sema::Block* container : service.task->block->nested("container")) {
    for (const sema::Block* port : container->nested("port"))
      ports.push_back(reached_port(service, *port));
  }
  return ports;
}

// The port at which a balancer reaches the container of its route.
Port routed_port(const plan::Service& service, const plan::Route& route) {
  return reached_port(service, *route.port_block);
}

}  // namespace

graph::NodeId add_security_group(Context& context, const sema::Block& owner,
                                 const std::string& name, std::string_view members,
                                 const sema::Block& network) {
  const graph::NodeId id = context.add("ec2_security_group", name, owner);
  graph::Node& group = context.node(id);
  const std::string prefix = context.physical_name(name) + "-";
  // EC2 keeps names that begin with `sg-` for its ids.
  set(group, "group_name_prefix", prefix.starts_with("sg-") ? "app-" + prefix : prefix);
  set(group, "group_description", fmt::format("{} {}", members, context.physical_name(owner.name)));
  set(group, "vpc_id", context.attribute(network, "id"));
  return id;
}

graph::NodeId allow_outbound(Context& context, const sema::Block& owner, std::string_view name,
                             graph::NodeId group, std::string_view range,
                             std::string_view description) {
  Rule rule;
  rule.inbound = false;
  rule.name = name;
  rule.group = group;
  rule.port.protocol = "-1";
  rule.cidr = range;
  rule.description = description;
  return add_rule(context, owner, rule);
}

void close_outbound(Context& context, const sema::Block& owner, std::string_view name,
                    graph::NodeId group) {
  allow_outbound(context, owner, name, group, "127.0.0.1/32", "Nothing calls from here");
}

namespace {

// ---- Balancers

// The allowed sources: as declared, else the internet or, for an internal balancer, the network.
std::vector<Source> sources_of(const Context& context, const plan::Balancer& balancer) {
  std::vector<Source> sources = sources_in(context, *balancer.block, "sources");
  if (!sources.empty()) return sources;
  sources.push_back(range_source(context, balancer.internal ? context.range_of(*balancer.network)
                                                            : graph::Value("0.0.0.0/0")));
  if (balancer.ipv6) sources.push_back(range_source(context, "::/0"));
  return sources;
}

// Who may reach a version that is not released yet: the ranges in the program, else the network.
std::vector<Source> test_sources_of(const Context& context, const plan::Balancer& balancer,
                                    const sema::Block& service) {
  std::vector<Source> sources =
      sources_in(context, *service.nested("deploy").front(), "test_sources");
  if (sources.empty())
    sources.push_back(range_source(context, context.range_of(*balancer.network)));
  return sources;
}

void open_listeners(Context& context, const plan::Balancer& balancer) {
  const sema::Block& block = *balancer.block;
  const std::vector<Source> clients = sources_of(context, balancer);
  for (const plan::Listener& listener : balancer.listeners) {
    // One of layer 4 exists only if a route leads from it somewhere.
    if (balancer.layer4 && !context.has_part(block, {PartKind::Listener, listener.port})) continue;
    for (const Source& source : listener.test_of != nullptr
                                    ? test_sources_of(context, balancer, *listener.test_of)
                                    : clients) {
      Rule rule;
      rule.name = fmt::format("{}_{}_from_{}", block.name, listener.port, source.name);
      rule.group = context.part(block, PartKind::SecurityGroup);
      rule.port = {listener.port, listener.protocol == plan::Protocol::Udp ? "udp" : "tcp"};
      set_source(rule, source);
      rule.description = fmt::format("{} from clients", protocol_name(listener.protocol));
      rule.span = listener.span;
      add_rule(context, block, rule);
    }
  }
}

// The traffic from a balancer to the tasks of a route: both security groups get a rule. The group
// of an existing balancer belongs to its owner.
void open_way(Context& context, const plan::Route& route, const Port& port, std::string_view suffix,
              std::string_view what) {
  const sema::Block& service = *route.service;
  const sema::Block& balancer = *route.balancer->block;
  const Side side = side_of(context, *context.plan.service(&service));
  Rule rule;
  rule.port = port;
  rule.span = route.block->span;
  rule.shared = side.shared;
  rule.name = fmt::format("{}_{}_from_{}{}", side.name, port.text(), balancer.name, suffix);
  rule.group = side.group;
  rule.other = balancer.existing ? context.attribute(balancer, "security_group")
                                 : group_id(context, balancer);
  rule.description =
      fmt::format("{} {} load balancer {}", what, suffix.empty() ? "from" : "of", balancer.name);
  wait_for(context, service, add_rule(context, *route.block, rule));
  if (balancer.existing) return;
  rule.inbound = false;
  rule.name = fmt::format("{}_to_{}_{}{}", balancer.name, side.name, port.text(), suffix);
  rule.group = context.part(balancer, PartKind::SecurityGroup);
  rule.other = graph::Ref{side.group, "id"};
  rule.description = fmt::format("{} {} {}", what, suffix.empty() ? "to" : "of", side.title);
  wait_for(context, service, add_rule(context, *route.block, rule));
}

using Ways = std::set<std::tuple<const sema::Block*, const sema::Block*, std::int64_t,
                                 bool>>;  // service, balancer, port, UDP

// Health checks of a UDP port use TCP:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
void open_route(Context& context, const plan::Route& route, Ways& ways) {
  const auto fresh = [&](const Port& port) {
    return ways.insert({route.service, route.balancer->block, port.number, port.protocol == "udp"})
        .second;
  };
  Port port = routed_port(*context.plan.service(route.service), route);
  if (fresh(port)) open_way(context, route, port, "", "Requests");
  const sema::Block* health = route.block->only("health");
  Port asked = health != nullptr && health->has("port") ? Port{health->integer("port")} : port;
  asked.protocol = "tcp";
  if (fresh(asked)) open_way(context, route, asked, "_health", "Health checks");
}

// Several routes of one service can forward to the same port.
void open_routes(Context& context) {
  Ways ways;
  for (const plan::Route& route : context.plan.routes) open_route(context, route, ways);
}

// The balancer calls Cognito or the identity provider; their addresses are unknown here.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#configure-user-authentication
void open_login(Context& context, const plan::Balancer& balancer) {
  const auto asks = std::find_if(
      context.plan.routes.begin(), context.plan.routes.end(), [&](const plan::Route& route) {
        return route.balancer == &balancer && !route.block->nested("auth").empty();
      });
  if (asks == context.plan.routes.end()) return;
  Rule rule;
  rule.inbound = false;
  rule.name = balancer.block->name + "_to_login";
  rule.group = context.part(*balancer.block, PartKind::SecurityGroup);
  rule.port = {443, "tcp"};
  rule.cidr = "0.0.0.0/0";
  rule.description = "Who logs in is asked of the identity provider";
  rule.span = asks->block->nested("auth").front()->span;
  add_rule(context, *balancer.block, rule);
}

// Rules of a balancer without any route yet.
void close_quiet_balancers(Context& context) {
  std::set<graph::NodeId> calling;
  for (const graph::Node& node : context.graph.nodes) {
    if (node.kind != "ec2_security_group_egress" && node.kind != "ec2_security_group_range_egress")
      continue;
    calling.insert(node.find("group_id")->get<graph::Ref>()->node);
  }
  for (const plan::Balancer& balancer : context.plan.balancers) {
    if (balancer.block->existing) continue;
    const graph::NodeId group = context.part(*balancer.block, PartKind::SecurityGroup);
    if (calling.count(group) == 0)
      close_outbound(context, *balancer.block, balancer.block->name, group);
  }
}

// ---- Endpoints

void open_endpoint(Context& context, const plan::Endpoint& endpoint) {
  const sema::Block& block = *endpoint.block;
  std::vector<Source> sources = sources_in(context, block, "sources");
  if (sources.empty())
    sources.push_back(range_source(context, context.range_of(*endpoint.network)));
  for (const sema::Value& port : block.items("ports")) {
    for (const Source& source : sources) {
      Rule rule;
      rule.port = {*port.get<std::int64_t>(), "tcp"};
      rule.name = fmt::format("{}_endpoint_{}_from_{}", block.name, rule.port.number, source.name);
      rule.group = context.part(block, PartKind::SecurityGroup);
      set_source(rule, source);
      rule.description = "Calls of the service behind it";
      rule.span = port.span;
      const graph::NodeId id = add_rule(context, block, rule);
      for (const plan::SubnetGroup& each : endpoint.network->groups)
        remember_way_out(context, *endpoint.network, each.name, id);
    }
  }
}

// ---- Services

// Instances have that rule from their cluster.
void open_outbound(Context& context, const plan::Workload& workload, const plan::Network& network) {
  const sema::Block& service = *workload.block;
  if (!workload.own_interface())
    return wait_for(context, service, context.part(*workload.cluster, PartKind::InstanceOutbound));
  constexpr std::string_view kWhy = "Registries, AWS services and whatever the program calls";
  const graph::NodeId group = context.part(service, PartKind::SecurityGroup);
  wait_for(context, service,
           allow_outbound(context, service, service.name, group, "0.0.0.0/0", kWhy));
  if (!network.ipv6) return;
  wait_for(context, service,
           allow_outbound(context, service, service.name + "_ipv6", group, "::/0", kWhy));
}

// The ports of a service of another program, in its security group.
void open_existing(Context& context, const sema::Block& caller, const Side& from,
                   const sema::Block& called, Span span) {
  for (const sema::Value& item : called.items("ports")) {
    Rule rule;
    rule.port = {*item.get<std::int64_t>(), "tcp"};
    rule.name = fmt::format("{}_{}_from_{}", called.name, rule.port.number, from.name);
    rule.given = context.attribute(called, "security_group");
    rule.other = graph::Ref{from.group, "id"};
    rule.shared = from.shared;
    rule.description = "Calls from " + from.title;
    rule.span = span;
    wait_for(context, caller, add_rule(context, caller, rule));
  }
}

void open_connections(Context& context, const plan::Workload& workload) {
  const sema::Block& caller = *workload.block;
  const Side from = side_of(context, workload);
  std::set<const sema::Block*> done;
  for (const sema::Value& item : caller.items("connect")) {
    const auto* target = item.get<const sema::Block*>();
    if (!target || !done.insert(*target).second) continue;
    if ((*target)->existing) {
      open_existing(context, caller, from, **target, item.span);
      continue;
    }
    const plan::Service& called = *context.plan.service(*target);
    const Side to = side_of(context, called);
    for (const Port& port : ports_of(called)) {
      Rule rule;
      rule.name = fmt::format("{}_{}_from_{}", to.name, port.text(), from.name);
      rule.group = to.group;
      rule.other = graph::Ref{from.group, "id"};
      rule.shared = to.shared != nullptr ? to.shared : from.shared;
      rule.port = port;
      rule.description = "Calls from " + from.title;
      rule.span = item.span;
      add_rule(context, caller, rule);
    }
  }
}

// Port 22 of the instances, for those who have their key.
void open_ssh(Context& context) {
  for (const sema::Block* cluster : context.program.created("cluster")) {
    for (const sema::Block* capacity : cluster->nested("capacity", "ec2")) {
      for (const sema::Value& item : capacity->items("ssh")) {
        const Source source = source_of(context, item);
        const Rule rule{.name = fmt::format("{}_instances_22_from_{}", cluster->name, source.name),
                        .group = context.part(*cluster, PartKind::InstanceSecurityGroup),
                        .given = {},
                        .port = {22, "tcp"},
                        .cidr = source.range,
                        .other = source.group,
                        .description = "SSH",
                        .span = item.span,
                        .shared = cluster};
        add_rule(context, *cluster, rule);
      }
    }
  }
}

void open_sources(Context& context, const plan::Service& planned) {
  const sema::Block& service = *planned.block;
  const Side side = side_of(context, planned);
  for (const sema::Value& item : service.items("sources")) {
    const Source source = source_of(context, item);
    for (const Port& port : ports_of(planned)) {
      Rule rule;
      set_source(rule, source);
      rule.name = fmt::format("{}_{}_from_{}", side.name, port.text(), source.name);
      rule.group = side.group;
      rule.shared = side.shared;
      rule.port = port;
      rule.description = "Direct connections";
      rule.span = item.span;
      add_rule(context, service, rule);
    }
  }
}

// ---- Security groups of the program's own

const plan::Workload* workload_of(const Context& context, const sema::Block& block) {
  for (const plan::Job& job : context.plan.jobs) {
    if (job.block == &block) return &job;
  }
  return context.plan.service(&block);
}

Rule rule_into(const Context& context, const sema::Block& group, std::int64_t port,
               std::string_view from) {
  Rule rule;
  rule.name = fmt::format("{}_{}_from_{}", group.name, port, from);
  if (group.existing)
    rule.given = context.attribute(group, "id");
  else
    rule.group = context.part(group, PartKind::SecurityGroup);
  rule.port = {port, "tcp"};
  return rule;
}

void let_client_in(Context& context, const sema::Block& group, const sema::Value& client,
                   std::int64_t port) {
  const sema::Block& block = **client.get<const sema::Block*>();
  if (block.existing) {
    Rule rule = rule_into(context, group, port, block.name);
    rule.other = context.attribute(block, "security_group");
    rule.description = "Calls from service " + block.name;
    rule.span = client.span;
    add_rule(context, group, rule);
    return;
  }
  const plan::Workload& workload = *workload_of(context, block);
  if (!has_group(workload)) return;
  const Side side = side_of(context, workload);
  Rule rule = rule_into(context, group, port, side.name);
  rule.other = graph::Ref{side.group, "id"};
  rule.shared = side.shared;
  rule.description = "Calls from " + side.title;
  rule.span = client.span;
  wait_for(context, block, add_rule(context, group, rule));
}

void open_group(Context& context, const sema::Block& group) {
  for (const sema::Value& item : group.items("ports")) {
    const std::int64_t port = *item.get<std::int64_t>();
    for (const sema::Value& client : group.items("clients"))
      let_client_in(context, group, client, port);
    for (const sema::Value& item_of : group.items("sources")) {
      const Source source = source_of(context, item_of);
      Rule rule = rule_into(context, group, port, source.name);
      set_source(rule, source);
      rule.description = "Direct connections";
      rule.span = item_of.span;
      add_rule(context, group, rule);
    }
  }
}

// An existing file system has its own group, which its owner manages.
void open_file_systems(Context& context, const plan::Workload& workload) {
  const sema::Block& block = *workload.block;
  const Side side = side_of(context, workload);
  for (const sema::Block* filesystem : mounted_file_systems(*workload.task->block)) {
    if (filesystem->existing) continue;
    Rule rule;
    rule.name = fmt::format("{}_2049_from_{}", filesystem->name, side.name);
    rule.shared = side.shared;
    rule.group = context.part(*filesystem, PartKind::SecurityGroup);
    rule.port = {2049, "tcp"};
    rule.other = graph::Ref{side.group, "id"};
    rule.description = "Mounted by " + side.title;
    rule.span = block.span;
    wait_for(context, block, add_rule(context, block, rule));
    for (const graph::NodeId target : context.parts(*filesystem, PartKind::MountTarget))
      wait_for(context, block, target);
  }
}

}  // namespace

void lower_connections(Context& context) {
  open_ssh(context);
  for (const plan::Balancer& balancer : context.plan.balancers) {
    if (balancer.block->existing) continue;
    open_listeners(context, balancer);
    open_login(context, balancer);
  }
  for (const plan::Endpoint& endpoint : context.plan.endpoints) open_endpoint(context, endpoint);
  open_routes(context);
  close_quiet_balancers(context);
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name == "security_group") open_group(context, *block);
  }
  for (const plan::Service& service : context.plan.services) {
    if (has_group(service)) {
      open_outbound(context, service, *service.network);
      open_connections(context, service);
      open_sources(context, service);
      open_file_systems(context, service);
      wait_for_network(context, service);
    }
    wait_for_called(context, service);
  }
  for (const plan::Job& job : context.plan.jobs) {
    if (!has_group(job)) continue;
    open_outbound(context, job, *job.network);
    open_connections(context, job);
    open_file_systems(context, job);
    wait_for_network(context, job);
  }
}

}  // namespace svc::lower
