// Which subnets a network has, and which range each of them gets.
//
// A range must not move when something is added later, because AWS replaces a subnet whose range
// changes. So the size of an assigned subnet follows from the VPC alone (a sixteenth of it: /20 in
// a /16), and each group, in the order written, reserves room for four zones (eight where it has
// more than four): a third zone or a further group then only adds. When there is no room left to
// reserve, a group takes what is free, in smaller subnets if need be.
#include "diagnostics/codes/networks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/address.h"
#include "base/closest.h"
#include "base/overloaded.h"
#include "diagnostics/suggest.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

constexpr int kLargestPrefix = 28;  // the smallest subnet that AWS makes
constexpr int kSixteenth = 4;       // bits between the VPC's prefix and an assigned subnet's

struct Occupied {
  std::vector<Ipv4Range> subnets;
  std::vector<Ipv4Range> reserved;  // rooms of groups, their subnets among them
};

bool is_free(const Ipv4Range& range, const std::vector<Ipv4Range>& taken) {
  return std::none_of(taken.begin(), taken.end(),
                      [&](const Ipv4Range& other) { return range.overlaps(other); });
}

// The first aligned range of that prefix in the VPC which overlaps nothing taken.
std::optional<Ipv4Range> first_free(const Ipv4Range& vpc, int prefix,
                                    const std::vector<Ipv4Range>& taken) {
  if (prefix < vpc.prefix) return std::nullopt;
  const std::uint64_t step = std::uint64_t{1} << (32 - prefix);
  for (std::uint64_t base = vpc.base; base < vpc.end(); base += step) {
    const Ipv4Range range{static_cast<std::uint32_t>(base), prefix};
    if (is_free(range, taken)) return range;
  }
  return std::nullopt;
}

int room_bits(int zones) {
  return zones > 4 ? 3 : 2;
}

// The ranges of a group in a room of its own, or none if no room is free.
std::vector<Ipv4Range> in_new_room(const Ipv4Range& vpc, int prefix, int zones,
                                   Occupied& occupied) {
  std::vector<Ipv4Range> taken = occupied.reserved;
  taken.insert(taken.end(), occupied.subnets.begin(), occupied.subnets.end());
  const auto room = first_free(vpc, prefix - room_bits(zones), taken);
  if (!room) return {};
  occupied.reserved.push_back(*room);
  std::vector<Ipv4Range> ranges;
  for (int zone = 0; zone < zones; ++zone) {
    ranges.push_back(
        {room->base + static_cast<std::uint32_t>(zone) * (std::uint32_t{1} << (32 - prefix)),
         prefix});
  }
  return ranges;
}

// The ranges of a group wherever there is no subnet yet, or none if there are not enough.
std::vector<Ipv4Range> in_gaps(const Ipv4Range& vpc, int prefix, int zones,
                               const Occupied& occupied) {
  std::vector<Ipv4Range> taken = occupied.subnets;
  std::vector<Ipv4Range> ranges;
  for (int zone = 0; zone < zones; ++zone) {
    const auto range = first_free(vpc, prefix, taken);
    if (!range) return {};
    taken.push_back(*range);
    ranges.push_back(*range);
  }
  return ranges;
}

std::vector<Ipv4Range> assign(const Ipv4Range& vpc, std::optional<int> written_prefix, int zones,
                              Occupied& occupied) {
  const int prefix = written_prefix.value_or(std::min(vpc.prefix + kSixteenth, kLargestPrefix));
  std::vector<Ipv4Range> ranges = in_new_room(vpc, prefix, zones, occupied);
  const int smallest = written_prefix ? prefix : kLargestPrefix;
  for (int p = prefix; ranges.empty() && p <= smallest; ++p)
    ranges = in_gaps(vpc, p, zones, occupied);
  return ranges;
}

// ---- Written ranges
// --------------------------------------------------------------------------------------------------------------------------

struct WrittenRange {
  Ipv4Range range;
  Span span;
};

std::optional<Ipv4Range> read_range(const sema::Value& value, const Ipv4Range& vpc,
                                    const Network& network, Sink& sink) {
  const auto* cidr = value.get<sema::Cidr>();
  if (!cidr) return std::nullopt;
  const auto range = parse_ipv4(cidr->text);
  if (!range || range->prefix > kLargestPrefix || range->prefix < 16) {
    sink.report<diag::SubnetRange>(value.span, cidr->text)
        .help("subnets have IPv4 ranges from /16 to /28");
    return std::nullopt;
  }
  if (!vpc.contains(*range)) {
    sink.report<diag::SubnetOutside>(value.span, cidr->text, network.cidr)
        .related((*network.block)["cidr"].span, "the range of the VPC");
    return std::nullopt;
  }
  return range;
}

// The ranges that a group's block lists, checked against those of the groups before it.
std::vector<WrittenRange> written_ranges(const SubnetGroup& group, const Network& network,
                                         const Ipv4Range& vpc, std::vector<WrittenRange>& seen,
                                         Sink& sink) {
  const auto& items = group.block->items("cidrs");
  const sema::Value& field = (*group.block)["cidrs"];
  if (items.size() != static_cast<std::size_t>(network.zones)) {
    sink.report<diag::SubnetCount>(
            field.span, group.name,
            fmt::format("{} range{}", items.size(), items.size() == 1 ? "" : "s"), network.zones)
        .related((*network.block)["zones"].span, "the number of zones")
        .help("give one range for each zone");
  }
  if (group.block->wrote("prefix")) {
    sink.report<diag::PrefixAndRanges>((*group.block)["prefix"].span, group.name)
        .related(field.span, "the ranges")
        .help("leave out `prefix`");
  }
  std::vector<WrittenRange> ranges;
  for (const sema::Value& item : items) {
    const auto range = read_range(item, vpc, network, sink);
    if (!range) continue;
    const auto clash = std::find_if(seen.begin(), seen.end(), [&](const WrittenRange& other) {
      return other.range.overlaps(*range);
    });
    if (clash != seen.end()) {
      sink.report<diag::SubnetOverlap>(item.span, range_text(*range), range_text(clash->range))
          .related(clash->span, "the other range");
      continue;
    }
    seen.push_back({*range, item.span});
    ranges.push_back(seen.back());
  }
  return ranges;
}

// ---- Networks
// ----------------------------------------------------------------------------------------------------------------------------------

Access access_of(std::string_view symbol) {
  if (symbol == "public") return Access::Public;
  return symbol == "isolated" ? Access::Isolated : Access::Private;
}

std::vector<SubnetGroup> groups_of(const Block& block) {
  std::vector<SubnetGroup> groups;
  for (const Block* nested : block.nested("subnets")) {
    groups.push_back({nested->labels.front().text, access_of(nested->symbol("access")), nested,
                      nested->name_span});
  }
  if (groups.empty())
    groups = {{"public", Access::Public, nullptr, block.span},
              {"private", Access::Private, nullptr, block.span}};
  return groups;
}

Nat nat_of(const Block& block, const std::vector<SubnetGroup>& groups) {
  const bool needed = std::any_of(groups.begin(), groups.end(), [](const SubnetGroup& group) {
    return group.access == Access::Private;
  });
  const std::string_view nat = block.symbol("nat");
  if (!needed || nat == "none") return Nat::None;
  return nat == "per_zone" ? Nat::PerZone : Nat::Single;
}

void add_subnets(Network& network, const SubnetGroup& group,
                 const std::vector<WrittenRange>& ranges) {
  int zone = 0;
  for (const WrittenRange& range : ranges)
    network.subnets.push_back(
        {group.name, group.access, zone++, range_text(range.range), range.span});
}

void assign_group(Network& network, const SubnetGroup& group, const Ipv4Range& vpc,
                  Occupied& occupied, Sink& sink) {
  const bool wrote_prefix = group.block && group.block->has("prefix");
  const auto prefix = wrote_prefix
                          ? std::optional<int>(static_cast<int>(group.block->integer("prefix")))
                          : std::nullopt;
  const Span span = wrote_prefix ? (*group.block)["prefix"].span : group.span;
  const auto ranges = assign(vpc, prefix, network.zones, occupied);
  if (ranges.empty()) {
    sink.report<diag::SubnetsDoNotFit>(span, group.name, network.zones, network.cidr)
        .related((*network.block)["cidr"].span, "the range of the VPC")
        .help("give the network a larger range, or the groups a larger `prefix` number");
    return;
  }
  occupied.subnets.insert(occupied.subnets.end(), ranges.begin(), ranges.end());
  std::vector<WrittenRange> placed;
  for (const Ipv4Range& range : ranges) placed.push_back({range, span});
  add_subnets(network, group, placed);
}

void divide(Network& network, const Ipv4Range& vpc, Sink& sink) {
  // What the user wrote comes first, so that assigned ranges keep clear of it.
  std::vector<WrittenRange> written;
  std::vector<std::vector<WrittenRange>> by_group(network.groups.size());
  const auto is_written = [](const SubnetGroup& group) {
    return group.block && group.block->wrote("cidrs") && !group.block->items("cidrs").empty();
  };
  for (std::size_t i = 0; i < network.groups.size(); ++i) {
    if (is_written(network.groups[i]))
      by_group[i] = written_ranges(network.groups[i], network, vpc, written, sink);
  }
  Occupied occupied;
  for (const WrittenRange& range : written) occupied.subnets.push_back(range.range);
  for (std::size_t i = 0; i < network.groups.size(); ++i) {
    if (is_written(network.groups[i])) {
      add_subnets(network, network.groups[i], by_group[i]);
    } else {
      assign_group(network, network.groups[i], vpc, occupied, sink);
    }
  }
}

Network plan_network(const Block& block, Sink& sink) {
  Network network;
  network.block = &block;
  network.zones = static_cast<int>(block.integer("zones"));
  network.cidr = block.text("cidr");
  network.ipv6 = block.flag("ipv6");
  network.groups = groups_of(block);
  network.nat = nat_of(block, network.groups);
  const auto vpc = parse_ipv4(network.cidr);
  if (!vpc || vpc->prefix < 16 || vpc->prefix > kLargestPrefix) {
    sink.report<diag::VpcRange>(block["cidr"].span, network.cidr)
        .help("write a private range such as 10.0.0.0/16");
    return network;
  }
  network.cidr = range_text(*vpc);
  divide(network, *vpc, sink);
  return network;
}

// What tells which the VPC or its subnets are, by name or by tags, stands once; no tags at all
// would be those of any.
void check_lookup(const Block& block, std::string_view field, std::string_view tags,
                  std::string_view what, Sink& sink) {
  const auto* wanted = block[tags].get<sema::Object>();
  if (wanted != nullptr && wanted->entries.empty()) {
    sink.report<diag::NetworkLookup>(block[tags].span,
                                     fmt::format("an empty `{}` does not say {}", tags, what))
        .help(fmt::format("write the tags by which it is found: `{} = {{ Name = \"…\" }}`", tags));
  }
  if (!block.has(field) || !block.has(tags)) return;
  sink.report<diag::NetworkLookup>(block[tags].span,
                                   fmt::format("`{}` and `{}` both say {}", field, tags, what))
      .related(block[field].span, "the other one")
      .help(fmt::format("leave out one of them: with `{}` nothing has to be looked up", field));
}

// Of a network that exists already only the groups of subnets are known, not where they are.
Network existing_network(const Block& block, Sink& sink) {
  Network network;
  network.block = &block;
  network.cidr = block.text("cidr");
  if (!block.has("id") && !block.has("tags")) {
    sink.report<diag::NetworkLookup>(
            block.name_span, fmt::format("nothing says which VPC network `{}` is", block.name))
        .help(
            "write `id = \"vpc-…\"`, or the tags by which it is found: `tags = { Name = \"…\" }`");
  }
  check_lookup(block, "id", "tags", fmt::format("which VPC network `{}` is", block.name), sink);
  for (const auto& [name, access] :
       {std::pair("public", Access::Public), std::pair("private", Access::Private)}) {
    const std::string tags = fmt::format("{}_tags", name);
    check_lookup(block, name, tags,
                 fmt::format("which subnets of network `{}` are {}", block.name, name), sink);
    if (block.has(name) || block.has(tags))
      network.groups.push_back({name, access, nullptr, block[block.has(name) ? name : tags].span});
  }
  if (network.groups.empty())
    sink.report<diag::NoSubnets>(block.name_span, block.name)
        .help(
            "write `private = [\"subnet-…\", …]`, or `public`; or their tags, `private_tags = { … "
            "}`");
  return network;
}

}  // namespace

void plan_networks(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.blocks) {
    if (block->existing && block->kind->name == "network")
      plan.networks.push_back(existing_network(*block, sink));
  }
  for (const Block* block : program.created("network"))
    plan.networks.push_back(plan_network(*block, sink));
}

const SubnetGroup* require_group(const Network& network, std::string_view name, Span span,
                                 Sink& sink) {
  if (const SubnetGroup* group = network.group(name)) return group;
  std::vector<std::string_view> names;
  for (const SubnetGroup& group : network.groups) names.push_back(group.name);
  const std::string_view near = closest(name, names);
  suggest(sink.report<diag::UnknownSubnets>(span, network.block->name, name)
              .related(network.block->name_span, "the network"),
          span, near, fmt::format("it has {}", enumerate(names, "and")), true);
  return nullptr;
}

}  // namespace svc::plan
