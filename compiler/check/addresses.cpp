// Addresses and zones: whether subnets have enough addresses for their tasks, and whether the
// region has enough zones.
#include "simulate/addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "base/address.h"
#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/stores.h"
#include "plan/facts.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

using simulate::GroupUse;

Span group_span(const GroupUse& use) {
  return use.group->block != nullptr ? use.group->span : use.network->block->name_span;
}

// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
void check_use(const GroupUse& use, Sink& sink) {
  if (use.group == nullptr) return;
  const std::int64_t left = use.free - use.fixed;
  const std::string help =
      fmt::format("give the subnets of `{}` a shorter `prefix`", use.group->name);
  if (use.least > left && use.largest != nullptr) {
    sink.report<diag::TooFewAddresses>(group_span(use), use.group->name, left, use.least)
        .related(use.largest->block->name_span, "most of the tasks")
        .help(help);
  } else if (use.job != nullptr && use.least + use.job_tasks > left) {
    sink.report<diag::JobAddresses>(group_span(use), use.group->name, left - use.least,
                                    use.job->block->name, use.job_tasks)
        .related((*use.job->block)["count"].span, "the tasks of one run")
        .help(help);
  } else if (use.most + use.surge > left && use.largest != nullptr) {
    sink.report<diag::AddressesAtPeak>(group_span(use), use.group->name, left, use.most + use.surge)
        .related(use.largest->block->name_span, "most of the tasks")
        .help(help + ", or lower `max` of `deploy rolling`");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
// (subnets)
void check_balancer_subnets(const plan::Balancer& balancer, Sink& sink) {
  constexpr int kLongest = 27;
  if (balancer.block->existing || balancer.layer4 || balancer.network == nullptr) return;
  for (const plan::Subnet& subnet : balancer.network->subnets) {
    const auto range = parse_ipv4(subnet.cidr);
    if (subnet.group != balancer.group || !range || range->prefix <= kLongest) continue;
    sink.report<diag::BalancerSubnetSize>(subnet.span, balancer.block->name, range->prefix)
        .related(balancer.block->name_span, "the balancer")
        .help("write `prefix = 27` or less for its subnets");
    return;
  }
}

// A list of subnets that exist.
std::vector<std::string> distinct(const sema::Value& list) {
  std::set<std::string> ids;
  const auto* items = list.get<sema::List>();
  if (items == nullptr) return {};
  for (const sema::Value& item : items->items) ids.insert(sema::value_text(item));
  return {ids.begin(), ids.end()};
}

// Each entry of a list of subnets or zones is another one.
void check_listed_twice(const sema::Value& list, std::string_view what, Sink& sink) {
  std::map<std::string, Span> first;
  const auto* items = list.get<sema::List>();
  if (items == nullptr) return;
  for (const sema::Value& item : items->items) {
    const auto* text = item.get<std::string>();
    if (text == nullptr) continue;
    const auto [other, added] = first.try_emplace(*text, item.span);
    if (added) continue;
    sink.report<diag::ListedTwice>(item.span, what, *text)
        .related(other->second, "the first")
        .help(fmt::format("name another {}", what));
  }
}

void check_existing_balancer(const plan::Balancer& balancer, Sink& sink) {
  if (balancer.block->existing || balancer.layer4 || balancer.network == nullptr ||
      !balancer.network->block->existing)
    return;
  const sema::Value& list = (*balancer.network->block)[balancer.group];
  if (list.get<sema::List>() == nullptr || distinct(list).size() >= 2) return;
  sink.report<diag::OneSubnet>(list.span, balancer.block->name, balancer.group)
      .related(balancer.block->name_span, "the balancer")
      .help("list a subnet of a second zone");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html (subnets)
void check_number_of_subnets(const plan::Workload& workload, Sink& sink) {
  constexpr std::size_t kMost = 16;
  if (workload.network == nullptr || !workload.own_interface()) return;
  const Block& network = *workload.network->block;
  if (!network.existing) return;
  const sema::Value& list = network[workload.group];
  const auto* items = list.get<sema::List>();
  if (items == nullptr || items->items.size() <= kMost) return;
  sink.report<diag::TooManySubnets>(list.span, items->items.size(), kMost)
      .related(workload.block->name_span, "whose tasks are in them")
      .help("list at most 16 of them");
}

// ---- Regions

int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// `euw1-az1` of eu-west-1.
void check_zone_ids(const sema::Value& zones, const std::string& region, Sink& sink) {
  const auto known = plan::zone_ids(region);
  const auto* list = zones.get<sema::List>();
  if (known.empty() || list == nullptr) return;
  for (const sema::Value& zone : list->items) {
    const auto* id = zone.get<std::string>();
    if (id == nullptr || std::find(known.begin(), known.end(), *id) != known.end()) continue;
    // Zones are added now and then, but not with the letters of another region.
    const std::string_view prefix = known.front().substr(0, known.front().find('-'));
    if (id->starts_with(prefix)) continue;
    sink.report<diag::ZoneOfOtherRegion>(zone.span, *id, region)
        .help(fmt::format("write zones such as \"{}\"", known.front()));
  }
}

void check_zones(const plan::Network& network, const sema::Program& program, Sink& sink) {
  const auto* region = program.region.get<std::string>();
  if (region == nullptr || network.block->existing) return;
  check_zone_ids((*network.block)["zones"], *region, sink);
  const auto values = FactList("region-zones").values(*region);
  if (values.empty()) return;
  const int of_new_accounts = number_in(values.front());
  const int all = number_in(values.back());
  const sema::Value& zones = (*network.block)["zones"];
  const Span span = zones.is_default ? network.block->name_span : zones.span;
  if (network.zones > all) {
    sink.report<diag::TooManyZones>(span, *region, all, network.zones)
        .related(program.region.span, "the region")
        .help(fmt::format("write `zones = {}`", all))
        .fix(fmt::format("Write `zones = {}`", all),
             sema::set_field(*network.block, "zones", std::to_string(all)));
  } else if (network.zones > of_new_accounts) {
    sink.report<diag::ZonesOfNewAccounts>(span, *region, of_new_accounts, network.zones)
        .related(program.region.span, "the region")
        .help(fmt::format("write `zones = {}`, unless this account has more", of_new_accounts));
  }
}

}  // namespace

std::string_view nearest_region(std::string_view region) {
  std::vector<std::string_view> names;
  for (const plan::Region& one : plan::regions()) names.push_back(one.name);
  if (std::find(names.begin(), names.end(), region) != names.end() ||
      FactList("region-zones").has(region))
    return {};
  return closest(region, names);  // another one may be newer than svcc
}

void check_region_name(const sema::Value& value, Sink& sink) {
  const auto* region = value.get<std::string>();
  const std::string_view near = region ? nearest_region(*region) : std::string_view();
  if (near.empty()) return;
  sink.report<diag::UnknownRegion>(value.span, *region)
      .help(fmt::format("did you mean \"{}\"?", near))
      .repair(fmt::format("Write \"{}\"", near), {{value.span, fmt::format("\"{}\"", near)}});
}

namespace {

// ---- Ranges

// https://docs.docker.com/engine/daemon/#default-address-pools: what a container on a bridge sends
// there never leaves the instance.
void check_docker_range(const plan::Network& network, const plan::Plan& plan, Sink& sink) {
  const auto docker = parse_ipv4("172.17.0.0/16");
  const auto own = parse_ipv4(network.cidr);
  if (!own || !own->overlaps(*docker)) return;
  const auto on_bridge = [&](const plan::Workload& workload) {
    return workload.network == &network && workload.task != nullptr &&
           workload.task->mode == plan::NetworkMode::Bridge;
  };
  const Block* user = nullptr;
  for (const plan::Service& service : plan.services) {
    if (user == nullptr && on_bridge(service)) user = service.block;
  }
  for (const plan::Job& job : plan.jobs) {
    if (user == nullptr && on_bridge(job)) user = job.block;
  }
  if (user == nullptr) return;
  sink.report<diag::DockerRange>((*network.block)["cidr"].span, network.cidr)
      .related(user->name_span, "runs on a bridge")
      .help("use another range, such as 10.0.0.0/16");
}

// Subnets that the program adds to its network in the words of a target.
void check_raw_subnets(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::vector<std::tuple<const plan::Network*, Ipv4Range, const sema::Value*>> earlier;
  for (const Raw& raw : raw_resources(program, "AWS::EC2::Subnet", "aws_subnet")) {
    const sema::Value* vpc = raw.get("VpcId", "vpc_id");
    const sema::Value* cidr = raw.get("CidrBlock", "cidr_block");
    const plan::Network* network = vpc ? plan.network(read_block(*vpc)) : nullptr;
    const auto text = cidr ? text_of(*cidr) : std::nullopt;
    const auto range = text ? parse_ipv4(*text) : std::nullopt;
    if (network == nullptr || network->block->existing || !range) continue;
    const auto whole = parse_ipv4(network->cidr);
    if (whole && !whole->contains(*range)) {
      sink.report<diag::RawSubnetOutside>(cidr->span, *text, network->block->name, network->cidr)
          .related((*network->block)["cidr"].span, "the network")
          .help("use a part of the network's range");
      continue;
    }
    for (const plan::Subnet& subnet : network->subnets) {
      const auto other = parse_ipv4(subnet.cidr);
      if (!other || !other->overlaps(*range)) continue;
      sink.report<diag::RawSubnetOverlaps>(cidr->span, *text, subnet.cidr, subnet.group)
          .related(network->block->name_span, "the network")
          .help("use a part of the network's range that is free");
      break;
    }
    for (const auto& [there, other, value] : earlier) {
      if (there != network || !other.overlaps(*range)) continue;
      sink.report<diag::RawSubnetOverlaps>(cidr->span, *text, text_of(*value).value_or(""),
                                           "another raw subnet")
          .related(value->span, "the other subnet")
          .help("use a part of the network's range that is free");
      break;
    }
    earlier.emplace_back(network, *range, cidr);
  }
}

}  // namespace

void check_addresses(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const GroupUse& use : simulate::addresses(program, plan)) check_use(use, sink);
  for (const plan::Balancer& balancer : plan.balancers) {
    check_balancer_subnets(balancer, sink);
    check_existing_balancer(balancer, sink);
  }
  for (const plan::Service& service : plan.services) check_number_of_subnets(service, sink);
  for (const plan::Job& job : plan.jobs) check_number_of_subnets(job, sink);
  check_region_name(program.region, sink);
  for (const plan::Network& network : plan.networks) {
    check_zones(network, program, sink);
    check_docker_range(network, plan, sink);
    if (network.block->existing) {
      check_listed_twice((*network.block)["public"], "subnet", sink);
      check_listed_twice((*network.block)["private"], "subnet", sink);
    } else {
      check_listed_twice((*network.block)["zones"], "zone", sink);
    }
  }
  check_raw_subnets(program, plan, sink);
}

}  // namespace svc::check
