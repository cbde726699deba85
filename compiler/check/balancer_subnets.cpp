// The subnets of raw and patched load balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"

namespace svc::check {
namespace {

// A load balancer in the words of a target.
struct BalancerWords {
  std::string name;
  const sema::Value* subnets = nullptr;
  bool internal = false;
  bool layer4 = false;
};

// The network and the attribute that a value reads (`main.private`), also for one item of it.
const sema::AttributeRef* subnets_read(const sema::Value& value) {
  if (const auto* read = value.get<sema::AttributeRef>())
    return read->block->kind->name == "network" ? read : nullptr;
  const auto* derived = value.get<sema::Derived>();
  return derived != nullptr && derived->form == sema::Derived::Form::Item
             ? subnets_read(derived->of.front())
             : nullptr;
}

void check_number_of_zones(const BalancerWords& balancer, Sink& sink) {
  const auto* list = balancer.subnets->get<sema::List>();
  if (balancer.layer4 || list == nullptr || list->items.empty()) return;
  std::set<std::string> ids;
  for (const sema::Value& item : list->items) ids.insert(sema::value_text(item));
  if (ids.size() > 1) return;
  sink.report<diag::OneSubnet>(balancer.subnets->span, balancer.name, "the list")
      .help("list a subnet of a second zone");
}

void check_public_subnets(const BalancerWords& balancer, Sink& sink) {
  if (balancer.internal) return;
  for (const sema::Value* item : items_of(balancer.subnets)) {
    const auto* read = subnets_read(*item);
    if (read == nullptr || read->attribute != "private") continue;
    sink.report<diag::PublicBalancerSubnets>(
            item->span, balancer.name,
            fmt::format("the private subnets of network `{}` have no route from the internet",
                        read->block->name))
        .help("list public subnets, or make the balancer internal");
    return;
  }
}

std::string word_of_balancer(const sema::Value* value) {
  return value ? text_of(*value).value_or("") : std::string();
}

// Whether it is internal; nothing if that is not written.
std::optional<bool> internal_of(const sema::Value* scheme, const sema::Value* internal) {
  if (scheme != nullptr) return word_of_balancer(scheme) == "internal";
  return internal ? flag_of(*internal) : std::nullopt;
}

void check_patched_scheme(const plan::Balancer& balancer, Sink& sink) {
  const Block& block = *balancer.block;
  const sema::Value* scheme = patched(block, {"load_balancer", "Scheme", {}});
  const sema::Value* internal = patched(block, {"load_balancer", {}, "internal"});
  const sema::Value* subnets = patched(block, {"load_balancer", "Subnets", "subnets"});
  const bool inside = internal_of(scheme, internal).value_or(balancer.internal);
  if (subnets != nullptr) {
    const BalancerWords words{block.name, subnets, inside, balancer.layer4};
    check_number_of_zones(words, sink);
    check_public_subnets(words, sink);
    return;
  }
  const plan::SubnetGroup* group =
      balancer.network ? balancer.network->group(balancer.group) : nullptr;
  if (inside || !balancer.internal || group == nullptr || group->access == plan::Access::Public)
    return;
  sink.report<diag::PublicBalancerSubnets>(
          (scheme ? scheme : internal)->span, block.name,
          fmt::format("subnets `{}` are {}", group->name, access_text(group->access)))
      .related(block.name_span, "the balancer")
      .help("write `scheme = public` in the balancer instead of the patch");
}

}  // namespace

void check_balancer_subnets(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb")) {
    const std::string type = word_of_balancer(raw.get("Type", "load_balancer_type"));
    const BalancerWords words{
        raw.block->name, raw.get("Subnets", "subnets"),
        internal_of(raw.get("Scheme", {}), raw.get({}, "internal")).value_or(false),
        !type.empty() && type != "application"};
    if (words.subnets == nullptr) continue;
    check_number_of_zones(words, sink);
    check_public_subnets(words, sink);
  }
  for (const plan::Balancer& balancer : plan.balancers) {
    if (!balancer.block->existing) check_patched_scheme(balancer, sink);
  }
}

}  // namespace svc::check
