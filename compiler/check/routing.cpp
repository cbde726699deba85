// Routes: their conditions, their health checks, and routes that hide others.
#include "diagnostics/codes/routing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "check/subjects.h"
#include "diagnostics/codes/changes.h"
#include "sema/edits.h"
#include "sema/field_reads.h"
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
          .repair(fmt::format("Write \"/{}\"", *text),
                  {{part->span, fmt::format("\"/{}\"", *text)}});
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

// A server of gRPC answers neither requests nor health checks of HTTP/1.1; one of HTTP/2 may answer
// both, so nothing is said of it.
void check_grpc_port(const Route& route, Sink& sink) {
  const Block& port = *route.port_block;
  if (route.balancer->layer4 || route.block->symbol("protocol") != "http1" ||
      !port.has("app_protocol") || port.symbol("app_protocol") != "grpc")
    return;
  const sema::Value& protocol = (*route.block)["protocol"];
  sink.report<diag::RouteOfGrpc>(protocol.is_default ? route.block->span : protocol.span,
                                 route.port, route.container->name)
      .related(port["app_protocol"].span, "the port")
      .help("write `protocol = grpc` in the route, for an HTTPS listener");
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version
void check_protocol(const Route& route, Sink& sink) {
  const Block& port = *route.port_block;
  if (port.symbol("protocol") == "udp") {
    sink.report<diag::UdpRoute>(route.block->span, route.port, route.container->name)
        .related(port["protocol"].span, "the port")
        .help("use another port");
  }
  check_grpc_port(route, sink);
  // A browser uses HTTP/2 only over TLS, and an HTTP/1.1 request is answered with 464:
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

// Features that only an HTTP load balancer has:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
void check_layer4(const Route& route, const plan::Plan& plan, Sink& sink) {
  const Block& block = *route.block;
  for (const std::string_view field : {"path", "host", "methods", "headers", "query", "source_ips",
                                       "priority", "protocol", "slow_start"}) {
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
  const Block& port = *route.port_block;
  if ((port.symbol("protocol") == "udp") == udp) return;
  sink.report<diag::ListenerProtocol>(block.span, listener.port, udp ? "UDP" : "TCP", route.port,
                                      route.container->name, udp ? "TCP" : "UDP")
      .related(listener.span, "the listener")
      .help(
          udp ? fmt::format("add `port {{ container = {}, protocol = udp }}` to the container, or "
                            "write `listener tcp`",
                            route.port)
              : "write `listener udp`, or use another port");
}

// Health checks of a balancer use TCP, or HTTP, which is over TCP too:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
void check_health_port(const Route& route, Sink& sink) {
  const Block* health = route.block->only("health");
  const bool elsewhere = health != nullptr && health->has("port");
  const std::int64_t asked = elsewhere ? health->integer("port") : route.port;
  const Block* udp = nullptr;
  for (const Block* port : route.container->nested("port")) {
    if (port->integer("container") != asked) continue;
    if (port->symbol("protocol") != "udp") return;
    udp = port;
  }
  if (udp == nullptr) return;  // of another container, or none: check/reach has its say
  sink.report<diag::UdpHealth>(elsewhere ? (*health)["port"].span : route.block->span, asked,
                               route.container->name)
      .related((*udp)["protocol"].span, "the port")
      .help(fmt::format("let the container listen on TCP too, `port {{ container = {} }}`, or name "
                        "another port: `health {{ port = … }}`",
                        asked));
}

// A Network Load Balancer uses client addresses for stickiness, but not on TLS listeners:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#sticky-sessions
void check_address_stickiness(const Route& route, Sink& sink) {
  const plan::Listener& listener = route.balancer->listeners[route.listeners.front()];
  if (!route.block->has("stickiness") || listener.protocol != plan::Protocol::Tls) return;
  sink.report<diag::StickyTls>((*route.block)["stickiness"].span, listener.port)
      .related(listener.span, "the listener")
      .help("leave out `stickiness`, or let the tasks decrypt: `listener tcp`")
      .fix("Leave out `stickiness`", sema::leave_out(*route.block, "stickiness"));
}

// Routes of one service that share a target group must configure it alike.
std::string_view difference(const Route& a, const Route& b, const plan::Service& service) {
  if (service.strategy != plan::Strategy::Rolling)
    return "a release moves the traffic of each route by target groups of its own";
  if (a.container != b.container || a.port_block != b.port_block)
    return "they lead to different ports";
  for (const std::string_view field : {"protocol", "drain", "slow_start", "stickiness"}) {
    if (sema::value_text((*a.block)[field]) != sema::value_text((*b.block)[field]))
      return "a setting of the group differs";
  }
  const Block& one = a.block->only_or_defaults("health");
  const Block& other = b.block->only_or_defaults("health");
  for (std::size_t i = 0; i < one.fields.size(); ++i) {
    note_read(*one.fields[i].decl);
    if (sema::value_text(one.fields[i].value) != sema::value_text(other.fields[i].value))
      return "their health checks differ";
  }
  return {};
}

void check_shared_groups(const plan::Service& service, Sink& sink) {
  for (std::size_t i = 1; i < service.routes.size(); ++i) {
    const Route& newer = *service.routes[i];
    for (std::size_t j = 0; j < i; ++j) {
      const Route& older = *service.routes[j];
      if (older.target_group != newer.target_group) continue;
      const std::string_view why = difference(older, newer, service);
      if (why.empty()) continue;
      sink.report<diag::SharedTargetGroup>(newer.block->span, service.block->name, why)
          .related(older.block->span, "the other route")
          .help(
              fmt::format("give the one that is not deployed yet a name: `route {} extra {{ … }}`",
                          newer.balancer->block->name));
      break;
    }
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
    check_health_port(route, sink);
    if (route.balancer->layer4)
      check_layer4(route, plan, sink);
    else
      check_protocol(route, sink);
    if (route.balancer->layer4) check_address_stickiness(route, sink);
    check_network(route, plan, sink);
  }
  for (const plan::Service& service : plan.services) {
    check_number(service, sink);
    check_shared_groups(service, sink);
  }
  check_one_route(plan, sink);
  check_priorities(plan, sink);
}

}  // namespace svc::check
