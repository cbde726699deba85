// Networks on their own: NAT, flow logs. Their ranges are checked where they are divided
// (plan/networks.cpp).
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/codes/values.h"
#include "plan/facts.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

constexpr std::int64_t kMillisecondsPerDay = 86'400'000;  // ms

// A network without IPv6 has no clients with such an address. (For existing networks this is
// unknown.)
void check_source_ranges(const Block& block, const plan::Network* network, Sink& sink) {
  if (!network || network->block->existing || network->ipv6) return;
  for (const sema::Value& source : block.items("sources")) {
    const auto* range = source.get<sema::Cidr>();
    if (!range || range->text.find(':') == std::string::npos) continue;
    sink.report<diag::NoIpv6>(source.span, range->text, network->block->name)
        .related(network->block->name_span, "the network")
        .help("write `ipv6 = true` in the network, or leave the range out")
        .fix("Write `ipv6 = true` in the network",
             sema::set_field(*network->block, "ipv6", "true"));
  }
}

// The number of subnets that `main.private` lists: those of the group with that name, else all with
// that access (lower/network.cpp). Nothing if it is known only at deployment.
std::optional<std::size_t> subnet_count(const plan::Network& network, std::string_view attribute) {
  if (network.block->existing) {
    if (!network.group(attribute)) return 0;
    const auto* list = (*network.block)[attribute].get<sema::List>();
    return list ? std::optional(list->items.size()) : std::nullopt;
  }
  const bool named = network.group(attribute) != nullptr;
  const auto belongs = [&](const plan::Subnet& subnet) {
    return named ? subnet.group == attribute
                 : (attribute == "public" ? plan::Access::Public : plan::Access::Private) ==
                       subnet.access;
  };
  return static_cast<std::size_t>(
      std::count_if(network.subnets.begin(), network.subnets.end(), belongs));
}

}  // namespace

// `main.private[2]` where there are two.
void check_subnet_items(const Reads& reads, const plan::Plan& plan, Sink& sink) {
  for (const auto& [list, item, span] : reads.items) {
    const auto network =
        std::find_if(plan.networks.begin(), plan.networks.end(),
                     [block = list.block](const plan::Network& n) { return n.block == block; });
    const std::optional<std::size_t> count =
        network == plan.networks.end() ? std::nullopt : subnet_count(*network, list.attribute);
    if (!count || static_cast<std::size_t>(item) < *count) continue;
    sink.report<diag::NoSuchItem>(span, item,
                                  fmt::format("`{}.{}`, which lists {} subnet{}", list.block->name,
                                              list.attribute, *count, *count == 1 ? "" : "s"))
        .help("items are counted from 0");
  }
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
// (retentionInDays)
void check_retention(const Block& owner, std::string_view field, Sink& sink) {
  const sema::Value& value = owner[field];
  const auto* duration = value.get<sema::Duration>();
  if (!duration) return;
  const auto days = plan::log_retention_days();
  if (duration->milliseconds % kMillisecondsPerDay == 0 &&
      std::binary_search(days.begin(), days.end(), duration->milliseconds / kMillisecondsPerDay))
    return;
  const auto longer =
      std::lower_bound(days.begin(), days.end(),
                       (duration->milliseconds + kMillisecondsPerDay - 1) / kMillisecondsPerDay);
  std::string near = fmt::format("{}d", longer == days.end() ? days.back() : *longer);
  // A number without a unit means seconds; here, it meant days.
  const std::int64_t seconds = duration->milliseconds / 1000;
  if (duration->milliseconds < kMillisecondsPerDay &&
      std::binary_search(days.begin(), days.end(), seconds))
    near = fmt::format("{}d", seconds);
  sink.report<diag::LogRetention>(value.span, sema::duration_text(duration->milliseconds))
      .help(fmt::format("write `{} = {}`", field, near))
      .fix(fmt::format("Change to {}", near), {{value.span, near}});
}

void check_networks(const plan::Plan& plan, Sink& sink) {
  for (const plan::Balancer& balancer : plan.balancers) {
    if (!balancer.block->existing) check_source_ranges(*balancer.block, balancer.network, sink);
  }
  for (const plan::Service& service : plan.services)
    check_source_ranges(*service.block, service.network, sink);
  for (const plan::Endpoint& endpoint : plan.endpoints)
    check_source_ranges(*endpoint.block, endpoint.network, sink);
  for (const plan::Network& network : plan.networks) {
    if (network.block->existing) continue;
    check_retention(*network.block, "flow_logs", sink);
    const bool wants_nat = network.nat != plan::Nat::None;
    if (!wants_nat || network.group(plan::Access::Public)) continue;
    const sema::Value& nat = (*network.block)["nat"];
    // NAT gateways need public subnets:
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
    sink.report<diag::NatWithoutPublic>(nat.is_default ? network.block->name_span : nat.span,
                                        network.block->name)
        .related(network.group(plan::Access::Private)->span,
                 "these subnets reach the internet through NAT")
        .help("add `subnets public { access = public }`, or write `nat = none`")
        .fix("Write `nat = none`", sema::set_field(*network.block, "nat", "none"));
  }
}

}  // namespace svc::check
