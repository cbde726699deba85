// Target groups: the requests and times of health checks, and the type of targets.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/stores.h"
#include "diagnostics/suggest.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

using plan::Route;

void check_health_path(const Route& route, Sink& sink) {
  const Block* health = route.block->only("health");
  if (health == nullptr) return;
  const sema::Value& path = (*health)["path"];
  const auto* text = path.get<std::string>();
  if (text == nullptr || text->empty() || text->front() == '/') return;
  sink.report<diag::HealthPath>(path.span, *text)
      .help(fmt::format("write \"/{}\"", *text))
      .repair(fmt::format("Write \"/{}\"", *text), {{path.span, fmt::format("\"/{}\"", *text)}});
}

// `200-299`: the first is not above the last.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
void check_codes(const Route& route, Sink& sink) {
  const Block* health = route.block->only("health");
  const auto* codes = health ? (*health)["codes"].get<std::string>() : nullptr;
  if (codes == nullptr) return;
  for (std::size_t at = 0; at < codes->size();) {
    const std::size_t end = std::min(codes->find(',', at), codes->size());
    const std::string part = codes->substr(at, end - at);
    const std::size_t dash = part.find('-');
    at = end + 1;
    if (dash == std::string::npos) continue;
    const std::string first = part.substr(0, dash), last = part.substr(dash + 1);
    if (first.size() != last.size() || first <= last) continue;
    sink.report<diag::HealthCodeRange>((*health)["codes"].span, part)
        .help(fmt::format("write \"{}-{}\"", last, first));
  }
}

// What listens on a port number of a task; on a bridge, of its instance.
struct Listening {
  bool tcp = false;
  bool udp = false;
};

Listening listening_on(const plan::Task& task, std::int64_t number) {
  Listening found;
  for (const Block* container : task.block->nested("container")) {
    for (const Block* port : container->nested("port")) {
      const plan::HostPorts ports = plan::host_ports(task.mode, *port);
      if (ports.first > number || number > ports.last) continue;
      (port->symbol("protocol") == "udp" ? found.udp : found.tcp) = true;
    }
  }
  return found;
}

void check_health_port(const Route& route, const plan::Service& service, Sink& sink) {
  const Block* health = route.block->only("health");
  if (health == nullptr || !health->has("port") || service.task == nullptr) return;
  const std::int64_t number = health->integer("port");
  const Listening found = listening_on(*service.task, number);
  if (found.tcp) return;
  const Span span = (*health)["port"].span;
  const std::string help =
      fmt::format("write `port = {}`, or give the container that port", route.port);
  if (found.udp) {
    sink.report<diag::HealthOnUdp>(span, number)
        .related(route.block->span, "the route")
        .help("ask a TCP port: health checks never use UDP");
  } else if (service.task->mode == plan::NetworkMode::Bridge) {
    sink.report<diag::HealthPortOfHost>(span, number)
        .help("ask a port of the host that the task has");
  } else {
    sink.report<diag::HealthPort>(span, service.block->name, number).help(help);
  }
}

// ECS replaces a task that the balancer calls unhealthy, unless the grace period lasts:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
void check_clocks(const Route& route, const plan::Service& service, Sink& sink) {
  const Block* container_health = route.container ? route.container->only("health") : nullptr;
  if (container_health == nullptr || !container_health->has("start")) return;
  const std::int64_t start = container_health->milliseconds("start");
  const Block& health = route.block->only_or_defaults("health");
  const std::int64_t interval = health.milliseconds("interval");
  const std::int64_t timeout = health.milliseconds("timeout");
  const std::int64_t unhealthy = health.integer("unhealthy");
  const std::int64_t gives_up = interval * (unhealthy - 1) + timeout;
  const std::int64_t grace = service.block->has("grace") ? service.block->milliseconds("grace") : 0;
  if (grace + gives_up >= start) return;
  sink.report<diag::SlowStart>(route.block->span, sema::duration_text(start), route.container->name,
                               sema::duration_text(gives_up + grace))
      .related((*container_health)["start"].span, "how long it may take to start")
      .help(fmt::format("write `grace = {}` in the service", sema::duration_text(start)))
      .fix(fmt::format("Write `grace = {}`", sema::duration_text(start)),
           sema::set_field(*service.block, "grace", sema::duration_text(start)));
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html: tasks with
// awsvpc are targets by their address, the others by their instance.
void check_target_type(const Route& route, const plan::Service& service, Sink& sink) {
  const sema::Value* type = patched(*route.block, {"target_group", "TargetType", "target_type"});
  const auto text = type ? text_of(*type) : std::nullopt;
  if (!text || service.task == nullptr) return;
  const std::string_view wanted = service.own_interface() ? "ip" : "instance";
  if (*text == wanted) return;
  sink.report<diag::TargetType>(type->span, *text, wanted)
      .related((*service.task->block)["network_mode"].is_default
                   ? service.block->name_span
                   : (*service.task->block)["network_mode"].span,
               "its network mode")
      .help("leave the patch out")
      .fix("Remove the patched type", {{.span = type->span, .text = "", .member = true}});
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
// (routing configuration)
void check_target_protocol(const Route& route, Sink& sink) {
  const sema::Value* protocol = patched(*route.block, {"target_group", "Protocol", "protocol"});
  const auto text = protocol ? text_of(*protocol) : std::nullopt;
  const bool http = text && (*text == "HTTP" || *text == "HTTPS");
  if (!text || http != route.balancer->layer4) return;
  sink.report<diag::TargetProtocol>(
          protocol->span, http ? "a Network Load Balancer" : "an Application Load Balancer",
          http ? "TCP, TLS or UDP" : "HTTP or HTTPS", *text)
      .related(route.balancer->block->name_span, "the balancer")
      .help("leave the patch out");
}

// The balancer has two minutes to let a task's requests end:
// https://repost.aws/knowledge-center/fargate-spot-termination-notice
void check_spot_drain(const Route& route, const plan::Service& service, Sink& sink) {
  constexpr std::int64_t kNotice = 120'000;
  if (!route.block->has("drain") || route.block->milliseconds("drain") < kNotice) return;
  for (const plan::CapacityShare& share : service.capacity) {
    if (share.provider != "fargate_spot") continue;
    const sema::Value& drain = (*route.block)["drain"];
    sink.report<diag::SpotDrain>(drain.span,
                                 sema::duration_text(route.block->milliseconds("drain")))
        .related(share.span.valid() ? share.span : service.block->name_span, "the capacity")
        .help("write a shorter time, such as `drain = 90s`")
        .fix("Write `drain = 90s`", sema::set_field(*route.block, "drain", "90s"));
    return;
  }
}

void check_tls_policy(const plan::Balancer& balancer, Sink& sink) {
  const Block& block = *balancer.block;
  if (block.existing || !block.wrote("tls_policy")) return;
  const auto* text = block["tls_policy"].get<std::string>();
  const FactList known("tls-policies");
  if (text == nullptr || known.has(*text)) return;
  suggest(sink.report<diag::UnknownTlsPolicy>(block["tls_policy"].span, *text),
          block["tls_policy"].span, closest(*text, known.names()),
          "leave it out, or write the name of a policy that AWS lists", true);
}

}  // namespace

void check_targets(const plan::Plan& plan, Sink& sink) {
  for (const Route& route : plan.routes) {
    const plan::Service* service = plan.service(route.service);
    if (service == nullptr) continue;
    check_health_path(route, sink);
    check_codes(route, sink);
    check_health_port(route, *service, sink);
    check_clocks(route, *service, sink);
    check_target_type(route, *service, sink);
    check_target_protocol(route, sink);
    check_spot_drain(route, *service, sink);
  }
  for (const plan::Balancer& balancer : plan.balancers) {
    check_tls_policy(balancer, sink);
  }
}

}  // namespace svc::check
