// Routes: their conditions, their health checks, and which of them leave nothing to others.
#include "diagnostics/codes/routing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "check/subjects.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

using plan::Route;
using sema::duration_text;

constexpr std::size_t kMostValues = 5;
constexpr std::size_t kMostRoutes = 5;
constexpr std::size_t kLongestPath = 128;

// The spans of the texts of a field that is a text or a list of them.
std::vector<const sema::Value*> parts_of(const sema::Value& value) {
  if (!value.present()) return {};
  const auto* list = value.get<sema::List>();
  if (!list) return {&value};
  std::vector<const sema::Value*> parts;
  for (const sema::Value& item : list->items) parts.push_back(&item);
  return parts;
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
std::string path_fault(std::string_view path) {
  if (path.empty() || (path.front() != '/' && path.front() != '*'))
    return "matches nothing, because every path begins with `/`";
  if (path.size() > kLongestPath)
    return fmt::format("has {} letters, but AWS allows {}", path.size(), kLongestPath);
  constexpr std::string_view allowed = "_-.$/~\"'@:+&*?";
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && allowed.find(c) == std::string_view::npos)
      return fmt::format("has `{}`, which a path pattern cannot have", c);
  }
  return {};
}

void check_paths(const Block& route, Sink& sink) {
  for (const sema::Value* part : parts_of(route["path"])) {
    const auto* text = part->get<std::string>();
    const std::string fault = text ? path_fault(*text) : std::string();
    if (fault.empty()) continue;
    auto report = sink.report<diag::PathPattern>(part->span, *text, fault);
    if (text->find_first_of("{}") != std::string::npos) {
      report.help("write `*` for any text, such as \"/users/*\"");
    } else if (!text->empty() && text->front() != '/') {
      report.help(fmt::format("write \"/{}\"", *text))
          .fix(fmt::format("Write \"/{}\"", *text), {{part->span, fmt::format("\"/{}\"", *text)}});
    }
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-request-method-conditions
void check_methods(const Block& route, Sink& sink) {
  for (const sema::Value* part : parts_of(route["methods"])) {
    const auto* text = part->get<std::string>();
    if (!text) continue;
    const bool good = !text->empty() && std::all_of(text->begin(), text->end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
    if (!good)
      sink.report<diag::HttpMethod>(part->span, *text)
          .help("write it in capital letters, such as \"GET\"");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
// (condition values per rule)
void check_number_of_values(const Route& route, Sink& sink) {
  const std::size_t values = route.conditions.values();
  if (values > kMostValues) {
    sink.report<diag::TooManyConditions>(route.block->span, values)
        .help("split it into several routes, or use wildcards");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
void check_target_health(const Block& route, Sink& sink) {
  const Block* health = route.only("health");
  if (!health) return;
  if (health->milliseconds("timeout") >= health->milliseconds("interval")) {
    const sema::Value& timeout = (*health)["timeout"];
    const sema::Value& interval = (*health)["interval"];
    sink.report<diag::TargetTimeout>(timeout.is_default ? interval.span : timeout.span,
                                     duration_text(health->milliseconds("timeout")),
                                     duration_text(health->milliseconds("interval")))
        .help("make `timeout` shorter or `interval` longer");
  }
  if (!health->wrote("codes")) return;  // the default suits the protocol
  const bool grpc = route.symbol("protocol") == "grpc";
  const int low = grpc ? 0 : 200;
  const int high = grpc ? 99 : 499;
  const std::string_view codes = health->text("codes");
  for (std::size_t i = 0; i < codes.size();) {
    int code = 0;
    const auto [end, fault] = std::from_chars(codes.data() + i, codes.data() + codes.size(), code);
    if (fault != std::errc{}) return;
    if (code < low || code > high) {
      sink.report<diag::HealthCodes>((*health)["codes"].span, grpc ? "gRPC" : "HTTP", low, high,
                                     codes);
      return;
    }
    i = static_cast<std::size_t>(end - codes.data()) + 1;
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version
void check_protocol(const Route& route, Sink& sink) {
  const Block& container = *route.container;
  for (const Block* port : container.nested("port")) {
    if (port->integer("container") == route.port && port->symbol("protocol") == "udp") {
      sink.report<diag::UdpRoute>(route.block->span, route.port, container.name)
          .related((*port)["protocol"].span, "the port")
          .help("use another port");
    }
  }
  // A browser speaks HTTP/2 over TLS only, and what comes as HTTP/1.1 is answered with 464:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-464-issues
  const std::string_view protocol = route.block->symbol("protocol");
  if (protocol == "http1") return;
  for (const std::size_t index : route.listeners) {
    const plan::Listener& listener = route.balancer->listeners[index];
    if (listener.protocol == plan::Protocol::Https) continue;
    sink.report<diag::ProtocolNeedsHttps>((*route.block)["protocol"].span,
                                          protocol == "grpc" ? "gRPC" : "HTTP/2", listener.port)
        .related(listener.span, "the listener")
        .help("give the balancer a `certificate`, or name an HTTPS `listener`");
  }
}

// What only a balancer that reads HTTP could do:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
void check_layer4(const Route& route, const plan::Plan& plan, Sink& sink) {
  const Block& block = *route.block;
  for (const std::string_view field : {"path", "host", "methods", "headers", "query", "source_ips",
                                       "priority", "protocol", "slow_start", "stickiness"}) {
    if (!block.wrote(field)) continue;
    sink.report<diag::RouteOfLayer4>(block[field].span, field)
        .related((*route.balancer->block)["type"].span, "the balancer's type")
        .help("leave it out, or use an Application Load Balancer");
  }
  if (!block.nested("auth").empty()) {
    sink.report<diag::RouteOfLayer4>(block.nested("auth").front()->span, "auth")
        .related((*route.balancer->block)["type"].span, "the balancer's type")
        .help("leave it out, or use an Application Load Balancer");
  }
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-ecs
  const plan::Service& service = *plan.service(route.service);
  if (service.controller == plan::Controller::CodeDeploy &&
      service.deploy->symbol("traffic") != "all_at_once") {
    sink.report<diag::TrafficOfLayer4>((*service.deploy)["traffic"].span)
        .related(block.span, "the route")
        .help("leave out `traffic`, or let ECS move it: `deploy canary {}`")
        .fix("Leave out `traffic`", sema::leave_out(*service.deploy, "traffic"));
  }
  const plan::Listener& listener = route.balancer->listeners[route.listeners.front()];
  const bool udp = listener.protocol == plan::Protocol::Udp;
  for (const Block* port : route.container->nested("port")) {
    if (port->integer("container") != route.port || (port->symbol("protocol") == "udp") == udp)
      continue;
    sink.report<diag::ListenerProtocol>(block.span, listener.port, udp ? "UDP" : "TCP", route.port,
                                        route.container->name, udp ? "TCP" : "UDP")
        .related(listener.span, "the listener")
        .help(udp ? "write `protocol = udp` in the port, or `listener tcp`"
                  : "write `listener udp`, or use another port");
  }
}

void check_one_route(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const Block*, std::size_t>, const Route*> seen;
  for (const Route& route : plan.routes) {
    if (!route.balancer->layer4 || route.listeners.empty()) continue;
    std::vector<std::size_t> listeners = {route.listeners.front()};
    if (route.test_listener) listeners.push_back(*route.test_listener);
    for (const std::size_t index : listeners) {
      const auto [first, added] = seen.try_emplace({route.balancer->block, index}, &route);
      if (added) continue;
      const plan::Listener& listener = route.balancer->listeners[index];
      sink.report<diag::ListenerTaken>(listener.test_of ? listener.span : route.block->span,
                                       listener.port, first->second->service->name)
          .related(first->second->block->span, "the other route")
          .help(listener.test_of ? "leave out `test_port`, or one of the two routes"
                                 : "give the balancer another listener, and name it in the route");
    }
  }
}

void check_network(const Route& route, const plan::Plan& plan, Sink& sink) {
  const plan::Service* service = plan.service(route.service);
  if (service->network == route.balancer->network) return;
  const Block& balancer = *route.balancer->block;
  sink.report<diag::BalancerNetwork>(route.block->labels.front().span, balancer.name,
                                     route.balancer->network->block->name, service->block->name,
                                     service->network->block->name)
      .related(balancer.span, "the balancer")
      .related(service->cluster->span, "the cluster of the service")
      .help("put the balancer and the cluster into one network");
}

// Priorities are unique on a listener, and a route has one priority for all of its listeners.
void check_priorities(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const Block*, std::int64_t>, const Route*> seen;
  for (const Route& route : plan.routes) {
    const auto [first, added] = seen.try_emplace({route.balancer->block, route.priority}, &route);
    if (added) continue;
    sink.report<diag::DuplicatePriority>((*route.block)["priority"].span,
                                         route.balancer->block->name, route.priority)
        .related((*first->second->block)["priority"].span, "the other one")
        .help("change one, or leave both out: svcc then orders them");
  }
}

// A rule that comes earlier, on every listener of this one, and matches all that it matches.
void check_shadows(const plan::Plan& plan, Sink& sink) {
  // Each with each, but only on one balancer, which has 100 rules at the most by default.
  std::map<const plan::Balancer*, std::vector<const Route*>> by_balancer;
  for (const Route& route : plan.routes) by_balancer[route.balancer].push_back(&route);
  for (const Route& route : plan.routes) {
    if (route.balancer->layer4) continue;
    const std::vector<const Route*>& others = by_balancer[route.balancer];
    const auto found = std::find_if(others.begin(), others.end(), [&](const Route* other) {
      return other->priority < route.priority &&
             plan::covers(other->conditions, route.conditions) &&
             std::all_of(route.listeners.begin(), route.listeners.end(), [&](std::size_t listener) {
               return std::find(other->listeners.begin(), other->listeners.end(), listener) !=
                      other->listeners.end();
             });
    });
    if (found == others.end()) continue;
    const Route* shadow = *found;
    const bool numbered = route.block->has("priority") || shadow->block->has("priority");
    // Routes of one component are one line of the program: their paths tell them apart.
    const bool one_line = route.block->span == shadow->block->span && route.block->has("path");
    sink.report<diag::RouteShadowed>(one_line ? (*route.block)["path"].span : route.block->span,
                                     shadow->service->name)
        .related(shadow->block->span,
                 fmt::format("this route comes first, with priority {} before {}", shadow->priority,
                             route.priority))
        .help(numbered ? "leave out `priority`: svcc then puts the more specific route first"
                       : "give the two routes different conditions");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
void check_number(const plan::Service& service, Sink& sink) {
  if (service.routes.size() > kMostRoutes) {
    sink.report<diag::TooManyRoutes>(service.routes[kMostRoutes]->block->span, kMostRoutes + 1)
        .help("give one route several paths, such as `path = [\"/a/*\", \"/b/*\"]`");
  }
}

}  // namespace

void check_routes(const plan::Plan& plan, Sink& sink) {
  for (const Route& route : plan.routes) {
    check_paths(*route.block, sink);
    check_methods(*route.block, sink);
    check_number_of_values(route, sink);
    check_target_health(*route.block, sink);
    if (route.balancer->layer4)
      check_layer4(route, plan, sink);
    else
      check_protocol(route, sink);
    check_network(route, plan, sink);
  }
  for (const plan::Service& service : plan.services) check_number(service, sink);
  check_one_route(plan, sink);
  check_priorities(plan, sink);
  check_shadows(plan, sink);
}

}  // namespace svc::check
