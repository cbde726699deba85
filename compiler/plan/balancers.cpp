// The listeners of a balancer, and its subnets.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "diagnostics/codes/networks.h"
#include "plan/names.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

std::int64_t number_of(const sema::LabelValue& label) {
  std::int64_t number = 0;
  std::from_chars(label.text.data(), label.text.data() + label.text.size(), number);
  return number;
}

Protocol protocol_of(std::string_view word) {
  if (word == "https") return Protocol::Https;
  if (word == "tcp") return Protocol::Tcp;
  if (word == "tls") return Protocol::Tls;
  return word == "udp" ? Protocol::Udp : Protocol::Http;
}

Listener written_listener(const Block& balancer, const Block& block) {
  Listener listener;
  listener.port = number_of(block.labels.at(1));
  listener.span = block.labels.at(1).span;
  listener.protocol = protocol_of(block.labels.front().text);
  if (listener.protocol == Protocol::Https || listener.protocol == Protocol::Tls) {
    if (balancer.existing) return listener;
    listener.certificate =
        block.has("certificate") ? block.block("certificate") : balancer.block("certificate");
  } else if (!balancer.existing && listener.protocol == Protocol::Http && block.has("redirect")) {
    listener.redirect = block.integer("redirect");
  }
  listener.answer = block.only("default");
  return listener;
}

std::vector<Listener> listeners_of(const Block& block) {
  std::vector<Listener> listeners;
  for (const Block* nested : block.nested("listener"))
    listeners.push_back(written_listener(block, *nested));
  if (!listeners.empty() || block.existing || block.symbol("type") == "network") return listeners;
  const Block* certificate = block.block("certificate");
  if (!certificate)
    return {{80, Protocol::Http, nullptr, std::nullopt, nullptr, nullptr, block.span}};
  const Span span = block["certificate"].span;
  return {{80, Protocol::Http, nullptr, 443, nullptr, nullptr, span},
          {443, Protocol::Https, certificate, std::nullopt, nullptr, nullptr, span}};
}

const SubnetGroup* group_of(const Block& block, const Network& network, bool internal, Sink& sink) {
  if (block.has("subnets"))
    return require_group(network, block.text("subnets"), block["subnets"].span, sink);
  if (const SubnetGroup* group = network.group(internal ? Access::Private : Access::Public))
    return group;
  return internal ? network.default_group() : nullptr;
}

Balancer existing_balancer(const Block& block, const Plan& plan) {
  Balancer balancer;
  balancer.block = &block;
  balancer.network = plan.network(block.clause("network"));
  balancer.listeners = listeners_of(block);
  return balancer;
}

// Callers of an internal balancer are in the network, which has IPv4. With UDP listeners it would
// also need prefixes of every subnet.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#ip-address-type
bool has_ipv6(const Balancer& balancer) {
  const bool udp = std::any_of(balancer.listeners.begin(), balancer.listeners.end(),
                               [](const Listener& l) { return l.protocol == Protocol::Udp; });
  return balancer.network && balancer.network->ipv6 && !balancer.internal && !udp;
}

// A balancer is replaced when its scheme or type changes. The new one is created before the old one
// is deleted, so they cannot have the same name:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
std::string balancer_name(const Balancer& balancer) {
  std::string name = balancer.block->name;
  if (balancer.layer4) name += "-net";
  if (balancer.internal) name += "-int";
  return name;
}

}  // namespace

void plan_balancers(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.blocks) {
    if (block->existing && block->kind->name == "balancer")
      plan.balancers.push_back(existing_balancer(*block, plan));
  }
  for (const Block* block : program.created("balancer")) {
    Balancer balancer;
    balancer.block = block;
    balancer.network = plan.network(block->clause("network"));
    balancer.internal = block->symbol("scheme") == "internal";
    balancer.listeners = listeners_of(*block);
    balancer.layer4 = block->symbol("type") == "network";
    balancer.physical_name =
        physical_name(program.app->name, program.environment, balancer_name(balancer));
    balancer.ipv6 = has_ipv6(balancer);
    if (balancer.network && balancer.network->usable()) {
      if (const SubnetGroup* group = group_of(*block, *balancer.network, balancer.internal, sink)) {
        balancer.group = group->name;
      } else if (!block->has("subnets")) {
        sink.report<diag::PublicBalancerSubnets>(
                block->name_span, block->name,
                fmt::format("network `{}` has no public subnets", balancer.network->block->name))
            .related(balancer.network->block->name_span, "the network")
            .help(
                "add `subnets public { access = public }` to the network, or write `scheme = "
                "internal`");
      }
    }
    plan.balancers.push_back(std::move(balancer));
  }
}

}  // namespace svc::plan
