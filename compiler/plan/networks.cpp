// Decides the subnets of a network, and the range of each.
//
// A range must never move, because AWS replaces a subnet whose range changes. So it follows from
// the VPC, the group's access, its label and its prefix length, and not from the number of zones.
// A group has a room for four subnets (zones five and six have one of their own): public groups in
// the first quarter of the VPC, private ones in the middle half, isolated ones in the last quarter.
// The group with the same name as its access has the first room there. A hash of the label chooses
// the room of any other group. If two labels choose the same room, the later group takes the next
// free one. If a group would get addresses that another group lists, an error asks for ranges. Only
// a VPC too small for rooms is filled in order.
#include "diagnostics/codes/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/address.h"
#include "base/closest.h"
#include "base/hash.h"
#include "base/overloaded.h"
#include "diagnostics/codes/changes.h"
#include "diagnostics/suggest.h"
#include "plan/facts.h"
#include "plan/parts.h"
#include "sema/edits.h"

namespace svc::plan {
namespace {

constexpr int kLargestPrefix = 28;  // the smallest subnet that AWS makes
constexpr int kAssigned = 6;        // bits between the VPC's prefix and an assigned subnet's
constexpr int kRoomBits = 2;        // a room has four subnets
constexpr int kZonesOfRoom = 1 << kRoomBits;

bool is_free(const Ipv4Range& range, const std::vector<Ipv4Range>& taken) {
  return std::none_of(taken.begin(), taken.end(),
                      [&](const Ipv4Range& other) { return range.overlaps(other); });
}

// The first aligned range of that prefix in the VPC that overlaps no used range.
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

// The quarters of a VPC for groups with that access: the first one, and how many.
std::pair<std::uint64_t, std::uint64_t> quarters(Access access) {
  if (access == Access::Public) return {0, 1};
  return access == Access::Private ? std::pair<std::uint64_t, std::uint64_t>{1, 2}
                                   : std::pair<std::uint64_t, std::uint64_t>{3, 1};
}

std::string_view word_of(Access access) {
  if (access == Access::Public) return "public";
  return access == Access::Private ? "private" : "isolated";
}

// The room of the group for zones one to four, or for five and six, after `passed` occupied rooms;
// nothing if its part of the VPC is too small for a room, or if it has no more rooms.
std::optional<Ipv4Range> room_of(const Ipv4Range& vpc, int prefix, const SubnetGroup& group,
                                 bool further, std::uint64_t passed) {
  const int room_prefix = prefix - kRoomBits;
  if (room_prefix < vpc.prefix + 2) return std::nullopt;
  const auto [first, count] = quarters(group.access);
  const std::uint64_t rooms = (std::uint64_t{1} << (room_prefix - vpc.prefix - 2)) * count;
  const std::uint64_t before = (std::uint64_t{1} << (room_prefix - vpc.prefix - 2)) * first;
  // The salt keeps apart the names that programs use together, such as `apps` and `data`.
  std::uint64_t room = group.name == word_of(group.access) || rooms == 1
                           ? 0
                           : 1 + stable_hash("3303|" + group.name) % (rooms - 1);
  if (passed >= rooms) return std::nullopt;
  room = (room + passed + (further ? (rooms + 1) / 2 : 0)) % rooms;
  const std::uint64_t size = std::uint64_t{1} << (32 - room_prefix);
  return Ipv4Range{static_cast<std::uint32_t>(vpc.base + (before + room) * size), room_prefix};
}

// The ranges of a group in its rooms; none if the VPC is too small.
std::vector<Ipv4Range> in_rooms(const Ipv4Range& vpc, int prefix, int zones,
                                const SubnetGroup& group, std::uint64_t passed) {
  std::vector<Ipv4Range> ranges;
  for (int zone = 0; zone < zones; ++zone) {
    const auto room = room_of(vpc, prefix, group, zone >= kZonesOfRoom, passed);
    if (!room) return {};
    const auto step = std::uint32_t{1} << (32 - prefix);
    ranges.push_back({room->base + static_cast<std::uint32_t>(zone % kZonesOfRoom) * step, prefix});
  }
  return ranges;
}

// The ranges of a group in any free space, or none if there is not enough.
std::vector<Ipv4Range> in_gaps(const Ipv4Range& vpc, int prefix, int zones,
                               const std::vector<Ipv4Range>& occupied) {
  std::vector<Ipv4Range> taken = occupied;
  std::vector<Ipv4Range> ranges;
  for (int zone = 0; zone < zones; ++zone) {
    const auto range = first_free(vpc, prefix, taken);
    if (!range) return {};
    taken.push_back(*range);
    ranges.push_back(*range);
  }
  return ranges;
}

// ---- Written ranges
// --------------------------------------------------------------------------------------------------------------------------

struct WrittenRange {
  Ipv4Range range;
  Span span;
  const sema::Value* value = nullptr;  // null: svcc worked it out
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
    seen.push_back({*range, item.span, &item});
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
        {group.name, group.access, zone++, range_text(range.range), range.span, range.value});
}

struct Placed {
  const SubnetGroup* group = nullptr;
  WrittenRange range;
};

// A group would get addresses of another group. The later one must list its ranges, because the
// other one may be deployed.
void report_same_room(const Network& network, const Ipv4Range& vpc, const SubnetGroup& newer,
                      const SubnetGroup& older, const std::vector<Ipv4Range>& ranges,
                      const std::vector<Placed>& placed, Sink& sink) {
  std::vector<Ipv4Range> taken = ranges;
  for (const Placed& each : placed) taken.push_back(each.range.range);
  std::vector<std::string> free;
  for (const Ipv4Range& range : in_gaps(vpc, ranges.front().prefix, network.zones, taken))
    free.push_back(range_text(range));
  auto report =
      sink.report<diag::SubnetRoom>(newer.span, older.name, newer.name, range_text(ranges.front()));
  report.related(older.span, "the other group");
  if (free.empty()) {
    report.help("give the network a larger range, or the groups a larger `prefix` number");
    return;
  }
  const std::string text = fmt::format("[{}]", fmt::join(free, ", "));
  report.help(fmt::format("write `cidrs = {}` in one that is not deployed yet", text));
  if (newer.block != nullptr)
    report.fix(fmt::format("Write `cidrs = {}`", text),
               sema::set_field(*newer.block, "cidrs", text));
}

bool lists_ranges(const SubnetGroup& group) {
  return group.block && group.block->wrote("cidrs") && !group.block->items("cidrs").empty();
}

// The group before this one that was given one of these ranges, or null.
const SubnetGroup* holder_of(const std::vector<Ipv4Range>& ranges,
                             const std::vector<Placed>& placed) {
  for (const Placed& each : placed) {
    if (!lists_ranges(*each.group) && !is_free(each.range.range, ranges)) return each.group;
  }
  return nullptr;
}

// A group that is not in the room of its label moves when the other group is removed.
void note_room_taken(const SubnetGroup& group, const SubnetGroup& holder,
                     const std::vector<Ipv4Range>& ranges, Sink& sink) {
  std::vector<std::string> texts;
  for (const Ipv4Range& range : ranges) texts.push_back(range_text(range));
  const std::string list = fmt::format("[{}]", fmt::join(texts, ", "));
  auto report = sink.report<diag::RoomTaken>(group.span, holder.name, group.name, group.name);
  const bool prefix = group.block->has("prefix");
  report.related(holder.span, "the other group")
      .help(fmt::format("write `cidrs = {}`{} to keep them, whatever happens to `{}`", list,
                        prefix ? " instead of `prefix`" : "", holder.name));
  if (prefix) return;
  report.fix(fmt::format("Write `cidrs = {}`", list), sema::set_field(*group.block, "cidrs", list));
}

// The ranges of a group in the first free rooms; in its own rooms if there are none.
std::vector<Ipv4Range> in_free_rooms(const Ipv4Range& vpc, int prefix, int zones,
                                     const SubnetGroup& group, const std::vector<Placed>& placed,
                                     Sink& sink) {
  const std::vector<Ipv4Range> own = in_rooms(vpc, prefix, zones, group, 0);
  const SubnetGroup* holder = holder_of(own, placed);
  if (holder == nullptr || group.block == nullptr) return own;
  for (std::uint64_t passed = 1;; ++passed) {
    std::vector<Ipv4Range> ranges = in_rooms(vpc, prefix, zones, group, passed);
    if (ranges.empty()) return own;
    if (holder_of(ranges, placed) != nullptr) continue;
    note_room_taken(group, *holder, ranges, sink);
    return ranges;
  }
}

// The ranges that svcc gives a group.
void assign_group(Network& network, const SubnetGroup& group, const Ipv4Range& vpc,
                  std::vector<Placed>& placed, Sink& sink) {
  const bool wrote_prefix = group.block && group.block->has("prefix");
  const int prefix = wrote_prefix ? static_cast<int>(group.block->integer("prefix"))
                                  : std::min(vpc.prefix + kAssigned, kLargestPrefix);
  const Span span = wrote_prefix ? (*group.block)["prefix"].span : group.span;
  std::vector<Ipv4Range> ranges = in_free_rooms(vpc, prefix, network.zones, group, placed, sink);
  if (ranges.empty()) {
    std::vector<Ipv4Range> taken;
    for (const Placed& each : placed) taken.push_back(each.range.range);
    ranges = in_gaps(vpc, prefix, network.zones, taken);
    for (int p = prefix; !wrote_prefix && ranges.empty() && p <= kLargestPrefix; ++p)
      ranges = in_gaps(vpc, p, network.zones, taken);
  }
  if (ranges.empty()) {
    sink.report<diag::SubnetsDoNotFit>(span, group.name, network.zones, network.cidr)
        .related((*network.block)["cidr"].span, "the range of the VPC")
        .help("give the network a larger range, or the groups a larger `prefix` number");
    return;
  }
  for (const Ipv4Range& range : ranges) {
    const auto clash = std::find_if(placed.begin(), placed.end(), [&](const Placed& each) {
      return each.group != &group && each.range.range.overlaps(range);
    });
    if (clash == placed.end()) {
      placed.push_back({&group, {range, span}});
      continue;
    }
    report_same_room(network, vpc, group, *clash->group, ranges, placed, sink);
    return;
  }
}

// If the VPC is too small for rooms: sorted by access and label, so that the order in the program
// does not matter. Else in the order of the program, so that the later of two is the newer one.
std::vector<const SubnetGroup*> in_order(const Network& network, const Ipv4Range& vpc) {
  std::vector<const SubnetGroup*> groups;
  for (const SubnetGroup& group : network.groups) groups.push_back(&group);
  if (vpc.prefix + kAssigned <= kLargestPrefix) return groups;
  std::sort(groups.begin(), groups.end(), [](const SubnetGroup* a, const SubnetGroup* b) {
    return std::tie(a->access, a->name) < std::tie(b->access, b->name);
  });
  return groups;
}

// A VPC whose range a param gives: its subnets are parts of whatever it is. Terraform and
// CloudFormation count them from its beginning; CloudFormation lists at most 256.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
void check_given_range(const Network& network, const Ipv4Range& vpc, Sink& sink) {
  constexpr std::uint64_t kMostParts = 256;
  const sema::Value& whole = (*network.block)["cidr"];
  if (whole.given == nullptr) return;
  for (const Subnet& subnet : network.subnets) {
    const auto range = parse_ipv4(subnet.cidr);
    const bool far = range && (range->base - vpc.base) >> (32 - range->prefix) >= kMostParts;
    if (subnet.written != nullptr && subnet.written->given == nullptr) {
      sink.report<diag::SubnetOfGivenRange>(
              subnet.span, subnet.group,
              fmt::format("has a fixed range, but param `{}` sets the range of the VPC",
                          whole.given->name))
          .related(whole.span, "the range of the VPC")
          .help("set both with params, or leave out `cidrs`, so that svcc divides the VPC's range");
      return;
    }
    if (subnet.written != nullptr || !far) continue;
    sink.report<diag::SubnetOfGivenRange>(
            subnet.span, subnet.group,
            fmt::format("is block {} of the range of param `{}`, but CloudFormation divides into "
                        "at most 256",
                        (range->base - vpc.base) >> (32 - range->prefix), whole.given->name))
        .related(whole.span, "the range of the VPC")
        .help("give the group a smaller `prefix` number, or `cidrs` by params");
    return;
  }
}

void divide(Network& network, const Ipv4Range& vpc, Sink& sink) {
  // The ranges that the user wrote come first, so that assigned ranges avoid them where they can.
  std::vector<WrittenRange> written;
  std::vector<Placed> placed;
  for (const SubnetGroup& group : network.groups) {
    if (!lists_ranges(group)) continue;
    for (const WrittenRange& range : written_ranges(group, network, vpc, written, sink))
      placed.push_back({&group, range});
  }
  for (const SubnetGroup* group : in_order(network, vpc)) {
    if (!lists_ranges(*group)) assign_group(network, *group, vpc, placed, sink);
  }
  for (const SubnetGroup& group : network.groups) {
    std::vector<WrittenRange> own;
    for (const Placed& each : placed) {
      if (each.group == &group) own.push_back(each.range);
    }
    add_subnets(network, group, own);
  }
}

Network plan_network(const Block& block, std::string_view region, Sink& sink) {
  Network network;
  network.block = &block;
  for (const std::string& id : texts_of(block["zones"])) {
    if (block["zones"].get<sema::List>()) network.zone_ids.push_back(id);
  }
  network.zones = network.zone_ids.empty() ? static_cast<int>(block.integer("zones"))
                                           : static_cast<int>(network.zone_ids.size());
  if (network.zone_ids.empty()) {
    const auto known = zone_ids(region);
    if (known.size() >= static_cast<std::size_t>(network.zones))
      network.zone_ids.assign(known.begin(), known.begin() + network.zones);
  }
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
  check_given_range(network, *vpc, sink);
  return network;
}

// A VPC or its subnets are identified by id or by tags, not both. Empty tags would match any.
void check_lookup(const Block& block, std::string_view field, std::string_view tags,
                  std::string_view what, Sink& sink) {
  const auto* wanted = block[tags].get<sema::Object>();
  if (wanted != nullptr && wanted->entries.empty()) {
    sink.report<diag::NetworkLookup>(block[tags].span, what, field, tags,
                                     fmt::format("`{}` is empty", tags))
        .help(fmt::format("write the tags by which it is found: `{} = {{ Name = \"…\" }}`", tags));
  }
  if (!block.has(field) || !block.has(tags)) return;
  sink.report<diag::NetworkLookup>(block[tags].span, what, field, tags, "both are set")
      .related(block[field].span, "the other one")
      .help(fmt::format("leave out one of them: with `{}` nothing has to be looked up", field));
}

// Only the subnet groups of an existing network are known, not their zones.
Network existing_network(const Block& block, Sink& sink) {
  Network network;
  network.block = &block;
  network.cidr = block.text("cidr");
  if (!block.has("id") && !block.has("tags")) {
    sink.report<diag::NetworkLookup>(block.name_span,
                                     fmt::format("the VPC of network `{}` is", block.name), "id",
                                     "tags", "neither is set")
        .help(
            "write `id = \"vpc-…\"`, or the tags by which it is found: `tags = { Name = \"…\" }`");
  }
  check_lookup(block, "id", "tags", fmt::format("the VPC of network `{}` is", block.name), sink);
  for (const auto& [name, access] :
       {std::pair("public", Access::Public), std::pair("private", Access::Private)}) {
    const std::string tags = fmt::format("{}_tags", name);
    check_lookup(block, name, tags,
                 fmt::format("the {} subnets of network `{}` are", name, block.name), sink);
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
  const auto* written = program.region.get<std::string>();
  const std::string_view region = written == nullptr ? std::string_view() : *written;
  for (const Block* block : program.created("network"))
    plan.networks.push_back(plan_network(*block, region, sink));
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
