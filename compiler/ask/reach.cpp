#include "ask/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "ask/network.h"

namespace svc::ask {

namespace {

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
  if (network.groups_of(to).empty() && network.is_raw(to)) {
    return {.from = from,
            .to = to,
            .traffic = {},
            .open = false,
            .why = fmt::format("{} names no security group, so svcc cannot tell", to),
            .steps = {}};
  }
  if (network.groups_of(to).empty() && !network.groups_of(from).empty())
    return to_service(network, from, to);
  return between(network, from, to, port);
}

}  // namespace svc::ask
