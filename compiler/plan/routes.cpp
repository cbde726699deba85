// Which container and which listeners each `route` block means.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/closest.h"
#include "base/hash.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/suggest.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

// ---- The container and its port
// --------------------------------------------------------------------------------------------------------------

const Block* named_container(const Block& task, const Block& route, Sink& sink) {
  const std::string_view name = route.text("container");
  std::vector<std::string_view> names;
  for (const Block* container : task.nested("container")) {
    if (container->name == name) return container;
    names.push_back(container->name);
  }
  const std::string_view near = closest(name, names);
  const Span span = route["container"].span;
  suggest(sink.report<diag::UnknownContainer>(span, name).related(task.span, "the task"), span,
          near, fmt::format("it has {}", enumerate(names, "and")), true);
  return nullptr;
}

const Block* only_container_with_port(const Block& task, const Block& route, Sink& sink) {
  std::vector<const Block*> candidates;
  for (const Block* container : task.nested("container")) {
    if (!container->nested("port").empty()) candidates.push_back(container);
  }
  if (candidates.size() == 1) return candidates.front();
  if (candidates.empty()) {
    sink.report<diag::NoPort>(route.span, route.labels.front().text)
        .related(task.span, "the task")
        .help("give the container that answers a `port`, such as `port = 8080`");
    return nullptr;
  }
  sink.report<diag::SeveralPorts>(route.span, "containers")
      .related(candidates[0]->span, "has a port")
      .related(candidates[1]->span, "has one too")
      .help(fmt::format("write `container = \"{}\"` in the route, or the other one",
                        candidates[0]->name));
  return nullptr;
}

// Whether the listener of the route passes UDP on; only those of a Network Load Balancer can.
bool wants_udp(const Block& route, const Balancer& balancer) {
  if (!balancer.layer4) return false;
  const auto listener =
      std::find_if(balancer.listeners.begin(), balancer.listeners.end(), [&](const Listener& each) {
        return !each.test_of && (!route.has("listener") || each.port == route.integer("listener"));
      });
  return listener != balancer.listeners.end() && listener->protocol == Protocol::Udp;
}

// The ports of the container that the route can mean. One number can be a TCP and a UDP port; the
// listener decides which.
std::vector<const Block*> ports_for(const Block& container, const Block& route, bool udp) {
  std::vector<const Block*> ports = container.nested("port");
  if (route.has("port")) {
    std::erase_if(ports, [&](const Block* port) {
      return port->integer("container") != route.integer("port");
    });
  }
  std::vector<const Block*> suited = ports;
  std::erase_if(suited,
                [&](const Block* port) { return (port->symbol("protocol") == "udp") != udp; });
  return suited.empty() ? ports : suited;
}

// The port of the container that the route means; null after a report.
const Block* port_of(const Block& container, const Block& route, bool udp, Sink& sink) {
  const std::vector<const Block*> ports = ports_for(container, route, udp);
  if (ports.size() == 1) return ports.front();
  if (ports.size() > 1) {
    sink.report<diag::SeveralPorts>(route.span, "ports")
        .related(ports[0]->span, "one port")
        .related(ports[1]->span, "another")
        .help(fmt::format("write `port = {}` in the route, or the other one",
                          ports[0]->integer("container")));
    return nullptr;
  }
  const auto all = container.nested("port");
  if (route.has("port")) {
    auto report =
        sink.report<diag::UnknownPort>(route["port"].span, container.name, route.integer("port"));
    report.related(container.span, "the container");
    if (!all.empty())
      report.help(fmt::format("it listens on {}", all.front()->integer("container")));
  } else {
    sink.report<diag::NoPort>(route["container"].span, route.labels.front().text)
        .related(container.span, "the container")
        .help("give the container a `port`, such as `port = 8080`");
  }
  return nullptr;
}

// ---- Listeners
// -------------------------------------------------------------------------------------------------------------------------------

// Adds the listener that shows the new version before the traffic moves to it.
void add_test_listener(Balancer& balancer, const Service& service, const Block& route, Sink& sink) {
  if (!service.deploy || service.strategy == Strategy::Rolling || !service.deploy->has("test_port"))
    return;
  if (balancer.block->existing) {
    sink.report<diag::TestPortExisting>((*service.deploy)["test_port"].span, balancer.block->name)
        .related(balancer.block->name_span, "the balancer")
        .help("leave out `test_port`");
    return;
  }
  // It speaks like the listener of production, with the same certificate.
  const auto production =
      std::find_if(balancer.listeners.begin(), balancer.listeners.end(), [&](const Listener& l) {
        return !l.redirect && !l.test_of &&
               (!balancer.layer4 || !route.has("listener") || l.port == route.integer("listener"));
      });
  Listener test = production != balancer.listeners.end() ? *production : Listener{};
  test.port = service.deploy->integer("test_port");
  test.test_of = service.block;
  test.span = (*service.deploy)["test_port"].span;
  balancer.listeners.push_back(test);
}

void sort_listeners(Balancer& balancer) {
  std::stable_sort(balancer.listeners.begin(), balancer.listeners.end(),
                   [](const Listener& a, const Listener& b) { return a.port < b.port; });
}

void report_no_listener(const Block& route, const Balancer& balancer, Sink& sink) {
  std::vector<std::string> ports;
  for (const Listener& listener : balancer.listeners) {
    if (!listener.redirect && !listener.test_of) ports.push_back(std::to_string(listener.port));
  }
  sink.report<diag::UnknownListener>(route["listener"].span, balancer.block->name,
                                     route.integer("listener"))
      .related(balancer.block->name_span, "the balancer")
      .help(ports.empty() ? "add a `listener` block to the balancer"
                          : fmt::format("it has {}", fmt::join(ports, ", ")));
}

void resolve_listeners(Route& route, Sink& sink) {
  const bool named = route.block->has("listener");
  for (std::size_t i = 0; i < route.balancer->listeners.size(); ++i) {
    const Listener& listener = route.balancer->listeners[i];
    if (listener.test_of == route.service) route.test_listener = i;
    if (listener.test_of || (named && listener.port != route.block->integer("listener"))) continue;
    if (!listener.redirect) {
      route.listeners.push_back(i);
    } else if (named) {
      sink.report<diag::RedirectingListener>((*route.block)["listener"].span, listener.port)
          .related(listener.span, fmt::format("makes it redirect to {}", *listener.redirect))
          .help(fmt::format("leave out `listener`, or write `listener = {}`", *listener.redirect));
      return;
    }
  }
  if (route.balancer->layer4 && route.listeners.size() > 1) {
    sink.report<diag::SeveralListeners>(route.block->span, route.balancer->block->name)
        .related(route.balancer->block->name_span, "the balancer")
        .related(route.balancer->listeners[route.listeners[0]].span, "one listener")
        .related(route.balancer->listeners[route.listeners[1]].span, "another")
        .help(fmt::format("write `listener = {}` in the route, or another one",
                          route.balancer->listeners[route.listeners.front()].port));
  }
  if (!route.listeners.empty()) return;
  if (named) {
    report_no_listener(*route.block, *route.balancer, sink);
  } else {
    sink.report<diag::NoListener>(route.block->span, route.balancer->block->name)
        .related(route.balancer->block->name_span, "the balancer")
        .help(route.balancer->layer4 ? "add a listener, such as `listener tcp 5432 {}`"
                                     : "add a listener that does not redirect");
  }
}

// ---- Names
// -----------------------------------------------------------------------------------------------------------------------------------

// The name that the program gives the route, or nothing.
std::string_view label_of(const Block& route) {
  return route.labels.size() > 1 ? std::string_view(route.labels[1].text) : std::string_view();
}

std::string target_group_name(const Route& route) {
  const Block& block = *route.block;
  std::string name = route.service->name + "_";
  if (!label_of(block).empty()) return name.append(label_of(block));
  name += route.balancer->block->name;
  if (block.has("container")) name.append("_").append(block.text("container"));
  if (block.has("port")) name += fmt::format("_{}", block.integer("port"));
  if (route.balancer->layer4 && block.has("listener"))
    name += fmt::format("_{}", block.integer("listener"));
  return name;
}

std::string rule_suffix(const Route& route) {
  if (!label_of(*route.block).empty()) return std::string(label_of(*route.block));
  return short_hash(route.balancer->block->name + "|" +
                    canonical_text(conditions_of(*route.block, Given::AsParam)));
}

void plan_routes_of(Service& service, Plan& plan, Sink& sink) {
  for (const Block* block : service.block->nested("route")) {
    Route route;
    route.block = block;
    route.service = service.block;
    route.balancer = plan.balancer(block->labels.front().block);
    route.conditions = conditions_of(*block);
    route.target_group = target_group_name(route);
    route.rule_suffix = rule_suffix(route);
    const Block& task = *service.block->block("task");
    route.container = block->has("container") ? named_container(task, *block, sink)
                                              : only_container_with_port(task, *block, sink);
    if (route.container)
      route.port_block =
          port_of(*route.container, *block, wants_udp(*block, *route.balancer), sink);
    if (route.port_block) route.port = route.port_block->integer("container");
    plan.routes.push_back(std::move(route));
  }
}

}  // namespace

void plan_routes(Plan& plan, Sink& sink) {
  for (Service& service : plan.services) {
    plan_routes_of(service, plan, sink);
    std::set<const Block*>
        balancers;  // a service with two routes of one balancer has one test listener there
    for (const Block* block : service.block->nested("route")) {
      const Block* named = block->labels.front().block;
      for (Balancer& balancer : plan.balancers) {
        if (balancer.block == named && balancers.insert(named).second)
          add_test_listener(balancer, service, *block, sink);
      }
    }
  }
  for (Balancer& balancer : plan.balancers) sort_listeners(balancer);
  for (Route& route : plan.routes) resolve_listeners(route, sink);
  assign_priorities(plan.routes);
  for (Service& service : plan.services) {
    for (const Route& route : plan.routes) {
      if (route.service == service.block) service.routes.push_back(&route);
    }
  }
}

}  // namespace svc::plan
