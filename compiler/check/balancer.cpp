// Balancers by themselves: their subnets, names and listeners.
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

constexpr std::size_t kLongestName = 32;

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones
void check_subnets(const plan::Balancer& balancer, Sink& sink) {
  const Block& block = *balancer.block;
  const plan::Network& network = *balancer.network;
  if (!network.block->existing && network.zones < 2 && !balancer.layer4) {
    sink.report<diag::BalancerZones>(block.name_span, block.name, network.block->name)
        .related((*network.block)["zones"].span, "the number of zones")
        .help("write `zones = 2` in the network")
        .fix("Write `zones = 2` in the network", sema::set_field(*network.block, "zones", "2"));
  }
  const plan::SubnetGroup* group = network.group(balancer.group);
  if (!group || balancer.internal || group->access == plan::Access::Public) return;
  sink.report<diag::PublicBalancerSubnets>(
          block["subnets"].span, block.name,
          fmt::format("subnets `{}` are {}", group->name, access_text(group->access)))
      .related(group->span, "the subnets")
      .help("leave out `subnets`, or write `scheme = internal`")
      .fix("Leave out `subnets`", sema::leave_out(block, "subnets"));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
// (Name). plan::physical_name() has only letters, digits and hyphens.
void check_name(const plan::Balancer& balancer, Sink& sink) {
  const std::string& name = balancer.physical_name;
  const Span span = balancer.block->name_span;
  if (name.size() > kLongestName) {
    sink.report<diag::BalancerName>(
            span, name, fmt::format("has {} letters, but AWS allows {}", name.size(), kLongestName))
        .help("give the balancer, the environment or the app a shorter name");
  } else if (name.rfind("internal-", 0) == 0) {
    sink.report<diag::BalancerName>(span, name, "begins with `internal-`, as AWS does not allow")
        .help("call the app something else");
  } else if (name.front() == '-' || name.back() == '-') {
    sink.report<diag::BalancerName>(span, name, "begins or ends with a hyphen")
        .help("begin and end the names of app and balancer with a letter or digit");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html
// (StatusCode)
void check_answer(const plan::Listener& listener, Sink& sink) {
  if (!listener.answer) return;
  const std::int64_t status = listener.answer->integer("status");
  if (status >= 300 && status < 400) {
    sink.report<diag::AnswerStatus>((*listener.answer)["status"].span, status)
        .help("write a status from 200 to 299, or from 400 to 599");
  }
  if (listener.redirect) {
    sink.report<diag::RedirectAndAnswer>(listener.answer->span, listener.port)
        .related(listener.span, fmt::format("makes it redirect to {}", *listener.redirect))
        .help("leave out `default`, or `redirect`");
  }
}

// https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html,
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
void check_type(const plan::Balancer& balancer, Sink& sink) {
  const Block& block = *balancer.block;
  const Span type = block["type"].is_default ? block.name_span : block["type"].span;
  if (balancer.layer4 && block.has("waf")) {
    sink.report<diag::WafOfLayer4>(block["waf"].span)
        .related(type, "the balancer's type")
        .help("leave out `waf`, or write `type = application`")
        .fix("Leave out `waf`", sema::leave_out(block, "waf"));
  }
  if (const Block* offer = block.only("endpoint_service"); offer && !balancer.layer4) {
    sink.report<diag::EndpointServiceType>(offer->span, block.name)
        .related(type, "the balancer")
        .help("write `type = network`, with a `listener tcp`");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-listener.html,
// create-https-listener.html
void check_listener(const plan::Balancer& balancer, const plan::Listener& listener, Sink& sink) {
  if (listener.port < 1 || listener.port > 65535)
    sink.report<diag::ListenerPort>(listener.span, listener.port);
  const bool encrypted =
      listener.protocol == plan::Protocol::Https || listener.protocol == plan::Protocol::Tls;
  const bool http =
      listener.protocol == plan::Protocol::Https || listener.protocol == plan::Protocol::Http;
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
  if (http == balancer.layer4) {
    sink.report<diag::ListenerType>(listener.span, balancer.layer4 ? "a Network" : "an Application",
                                    balancer.layer4 ? "TCP, TLS and UDP" : "HTTP and HTTPS")
        .related((*balancer.block)["type"].span, "its type")
        .help(
            balancer.layer4
                ? "write `listener tcp`, `listener tls` or `listener udp`"
                : "write `listener http` or `listener https`, or `type = network` in the balancer");
  } else if (encrypted && !listener.certificate) {
    sink.report<diag::HttpsWithoutCertificate>(listener.span, balancer.layer4 ? "TLS" : "HTTPS",
                                               listener.port)
        .related(balancer.block->name_span, "the balancer has none either")
        .help("write `certificate = …` in the balancer, or in the listener");
  }
  check_answer(listener, sink);
  if (!listener.redirect) return;
  const bool found = std::any_of(balancer.listeners.begin(), balancer.listeners.end(),
                                 [&](const plan::Listener& other) {
                                   return other.port == *listener.redirect &&
                                          other.protocol == plan::Protocol::Https && !other.test_of;
                                 });
  if (!found) {
    sink.report<diag::RedirectTarget>(listener.span, *listener.redirect)
        .help(fmt::format("add `listener https {} {{}}` to the balancer", *listener.redirect));
  }
}

void check_ports(const plan::Balancer& balancer, Sink& sink) {
  for (std::size_t i = 1; i < balancer.listeners.size(); ++i) {
    const plan::Listener& a = balancer.listeners[i - 1];
    const plan::Listener& b = balancer.listeners[i];
    if (a.port != b.port) continue;
    // The test listener of a deployment must be another one than production's.
    const plan::Listener& later = b.test_of ? b : a.test_of ? a : b;
    const plan::Listener& first = &later == &b ? a : b;
    if (later.test_of) {
      sink.report<diag::TestPortTaken>(later.span, later.port, balancer.block->name)
          .related(first.span, "the listener")
          .help(first.span == balancer.block->span
                    ? "choose another `test_port`"
                    : "svcc makes the listener of `test_port` itself: remove the other one from "
                      "the balancer, or choose another `test_port`");
    } else {
      sink.report<diag::DuplicateListener>(later.span, balancer.block->name, later.port)
          .related(first.span, "the first one");
    }
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
void check_idle_timeout(const plan::Balancer& balancer, Sink& sink) {
  constexpr std::int64_t kShortestTcp = 60 * 1000;
  constexpr std::int64_t kLongestHttp = 4000 * 1000;
  const Block& block = *balancer.block;
  if (!block.wrote("idle_timeout")) return;
  const std::int64_t length = block.milliseconds("idle_timeout");
  const Span span = block["idle_timeout"].span;
  const std::string text = sema::duration_text(length);
  if (!balancer.layer4) {
    if (length <= kLongestHttp) return;
    sink.report<diag::IdleTimeout>(span, "an Application Load Balancer", "1s to 4000s", text)
        .help("write `idle_timeout = 4000s`");
    return;
  }
  const bool tcp = std::any_of(
      balancer.listeners.begin(), balancer.listeners.end(),
      [](const plan::Listener& listener) { return listener.protocol == plan::Protocol::Tcp; });
  if (length < kShortestTcp) {
    sink.report<diag::IdleTimeout>(span, "a TCP listener", "60s to 6000s", text)
        .help("write `idle_timeout = 60s`");
  } else if (!tcp) {
    sink.report<diag::IdleTimeoutUnused>(span, block.name)
        .help("leave out `idle_timeout`: TLS and UDP listeners have a fixed timeout")
        .fix("Leave out `idle_timeout`", sema::leave_out(block, "idle_timeout"));
  }
}

// A listener of layer 4 must lead somewhere.
void check_unused_listeners(const plan::Balancer& balancer, const plan::Plan& plan, Sink& sink) {
  if (!balancer.layer4) return;
  for (std::size_t i = 0; i < balancer.listeners.size(); ++i) {
    const plan::Listener& listener = balancer.listeners[i];
    const bool used =
        std::any_of(plan.routes.begin(), plan.routes.end(), [&](const plan::Route& route) {
          return route.balancer == &balancer &&
                 (route.test_listener == i ||
                  std::find(route.listeners.begin(), route.listeners.end(), i) !=
                      route.listeners.end());
        });
    if (used || listener.test_of) continue;
    sink.report<diag::ListenerWithoutRoute>(listener.span, listener.port, balancer.block->name)
        .help(fmt::format("give a service `route {} {{ listener = {} }}`, or remove the listener",
                          balancer.block->name, listener.port));
  }
}

}  // namespace

void check_balancers(const plan::Plan& plan, Sink& sink) {
  for (const plan::Balancer& balancer : plan.balancers) {
    if (balancer.block->existing) {
      check_ports(balancer, sink);
      continue;
    }
    check_subnets(balancer, sink);
    check_name(balancer, sink);
    check_type(balancer, sink);
    for (const plan::Listener& listener : balancer.listeners) {
      if (!listener.test_of) check_listener(balancer, listener, sink);
    }
    check_ports(balancer, sink);
    check_idle_timeout(balancer, sink);
    check_unused_listeners(balancer, plan, sink);
  }
}

}  // namespace svc::check
