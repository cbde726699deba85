// Which container and which listeners each `route` block means.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/closest.h"
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

// The port of the container that the route means; 0 if there is none, which has been reported then.
std::int64_t port_of(const Block& container, const Block& route, Sink& sink) {
  const auto ports = container.nested("port");
  if (route.has("port")) {
    const std::int64_t wanted = route.integer("port");
    for (const Block* port : ports) {
      if (port->integer("container") == wanted) return wanted;
    }
    auto report = sink.report<diag::UnknownPort>(route["port"].span, container.name, wanted);
    report.related(container.span, "the container");
    if (!ports.empty())
      report.help(fmt::format("it listens on {}", ports.front()->integer("container")));
    return 0;
  }
  if (ports.empty()) {
    sink.report<diag::NoPort>(route["container"].span, route.labels.front().text)
        .related(container.span, "the container")
        .help("give the container a `port`, such as `port = 8080`");
    return 0;
  }
  if (ports.size() > 1) {
    sink.report<diag::SeveralPorts>(route.span, "ports")
        .related(ports[0]->span, "one port")
        .related(ports[1]->span, "another")
        .help(fmt::format("write `port = {}` in the route, or the other one",
                          ports[0]->integer("container")));
    return 0;
  }
  return ports.front()->integer("container");
}

// ---- Listeners
// -------------------------------------------------------------------------------------------------------------------------------

// Adds the listener on which the new version is shown before it moves the traffic.
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

// The first route of a service has the service's name, so that a second one does not rename it.
std::string unique_name(const Block& service, const Block& balancer, bool first,
                        std::set<std::string>& used) {
  if (first) return service.name;
  const std::string base = service.name + "_" + balancer.name;
  std::string name = base;
  for (int number = 2; !used.insert(name).second; ++number)
    name = fmt::format("{}_{}", base, number);
  return name;
}

void plan_routes_of(Service& service, Plan& plan, std::set<std::string>& names, Sink& sink) {
  bool first = true;
  for (const Block* block : service.block->nested("route")) {
    Route route;
    route.block = block;
    route.service = service.block;
    route.balancer = plan.balancer(block->labels.front().block);
    route.conditions = conditions_of(*block);
    route.name = unique_name(*service.block, *route.balancer->block, first, names);
    first = false;
    const Block& task = *service.block->block("task");
    route.container = block->has("container") ? named_container(task, *block, sink)
                                              : only_container_with_port(task, *block, sink);
    if (route.container) route.port = port_of(*route.container, *block, sink);
    plan.routes.push_back(std::move(route));
  }
}

}  // namespace

void plan_routes(Plan& plan, Sink& sink) {
  std::set<std::string> names;
  for (const Service& service : plan.services) names.insert(service.block->name);
  for (Service& service : plan.services) {
    plan_routes_of(service, plan, names, sink);
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
