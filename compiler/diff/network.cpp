// Who can reach what, and on which port. It is computed over the security groups of the whole
// system, so a rule that moves, or that another rule already covers, opens nothing.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/address.h"
#include "change/facts.h"
#include "change/values.h"
#include "diff/consequences.h"

namespace svc::diff {

using change::text_at;
using emit::Document;
using emit::Object;
using emit::Record;

namespace {

constexpr std::string_view kPage =
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

using Ports = std::pair<int, int>;

struct Rule {
  std::string group;  // the address of the security group, or a placeholder for one from outside
  bool inbound = true;
  std::string peer;  // a range of addresses, or a group
  std::string protocol;
  Ports ports{0, 65535};
  Span span;
};

// `${BookingSecurityGroup.GroupId}` -> `BookingSecurityGroup`
std::string subject_of(const emit::Tree* tree) {
  if (tree == nullptr) return {};
  if (const auto* reference = tree->get<emit::Reference>()) return reference->subject;
  return change::text(*tree);
}

std::string first(const Object& object, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    const emit::Tree* tree = change::at(object, path);
    if (tree != nullptr && !tree->absent()) return subject_of(tree);
  }
  return {};
}

// The ranges, groups and lists of addresses that a rule names, in either target's words.
std::vector<std::string> peers_of(const Object& p) {
  std::vector<std::string> peers;
  for (const std::string_view path :
       {"CidrIp", "CidrIpv6", "SourceSecurityGroupId", "DestinationSecurityGroupId",
        "SourcePrefixListId", "DestinationPrefixListId", "cidr_ipv4", "cidr_ipv6",
        "referenced_security_group_id", "prefix_list_id", "cidr_blocks", "ipv6_cidr_blocks",
        "security_groups", "source_security_group_id", "prefix_list_ids"}) {
    const emit::Tree* tree = change::at(p, path);
    if (tree == nullptr || tree->absent()) continue;
    const auto* list = tree->get<emit::List>();
    if (list == nullptr) peers.push_back(subject_of(tree));
    for (const emit::Tree& item : list == nullptr ? std::vector<emit::Tree>() : list->items)
      peers.push_back(subject_of(&item));
  }
  return peers;
}

// Adds the rule that some properties describe, once for each peer.
void add_rules(const Object& p, const std::string& group, bool inbound, Span span,
               std::vector<Rule>& rules) {
  Rule rule{group, inbound, {}, {}, {0, 65535}, span};
  rule.protocol = first(p, {"IpProtocol", "ip_protocol", "protocol"});
  const std::string from = first(p, {"FromPort", "from_port"});
  const std::string to = first(p, {"ToPort", "to_port"});
  if (!from.empty() && rule.protocol != "-1")
    rule.ports = {std::atoi(from.c_str()), std::atoi(to.c_str())};
  for (std::string& peer : peers_of(p)) {
    rule.peer = std::move(peer);
    rules.push_back(rule);
  }
}

void add_inline(const Record& group, std::string_view member, bool inbound,
                std::vector<Rule>& rules) {
  const emit::Tree* tree = change::at(group.properties, member);
  const auto* list = tree == nullptr ? nullptr : tree->get<emit::List>();
  if (list == nullptr) return;
  for (const emit::Tree& item : list->items) {
    if (const auto* p = item.get<Object>()) add_rules(*p, group.address, inbound, item.span, rules);
  }
}

// The direction of a resource that is one rule; nothing if it is none.
std::optional<bool> direction(const Record& record) {
  if (change::effect("inbound", record.type) != nullptr) return true;
  if (change::effect("outbound", record.type) != nullptr) return false;
  if (change::effect("either", record.type) == nullptr) return std::nullopt;
  return text_at(record.properties, "type") == "ingress";
}

std::vector<Rule> rules_of(const Document& document) {
  std::vector<Rule> rules;
  for (const Record& record : document.resources) {
    if (const change::Effect* group = change::effect("group", record.type)) {
      add_inline(record, group->paths.at(0), true, rules);
      add_inline(record, group->paths.at(1), false, rules);
    } else if (const std::optional<bool> inbound = direction(record)) {
      const Object& p = record.properties;
      add_rules(p, first(p, {"GroupId", "security_group_id"}), *inbound, record.span, rules);
    }
  }
  return rules;
}

bool is_range(const std::string& peer) {
  return peer.find('/') != std::string::npos || peer == "0.0.0.0";
}

bool everyone(const std::string& peer) {
  return peer == "0.0.0.0/0" || peer == "::/0";
}

// Whether a range is outside the private ranges: RFC 1918, RFC 6598.
bool is_public(const std::string& peer) {
  if (!is_range(peer)) return false;
  if (peer.starts_with("fd") || peer.starts_with("fc")) return false;
  const int a = std::atoi(peer.c_str());
  const std::size_t dot = peer.find('.');
  const int b = dot == std::string::npos ? 0 : std::atoi(peer.c_str() + dot + 1);
  return !(a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
           (a == 100 && b >= 64 && b < 128));
}

// A balancer that only the network can reach.
bool is_internal(const Record& record) {
  const change::Effect* balancer = change::effect("balancer", record.type);
  return balancer != nullptr &&
         text_at(record.properties, balancer->paths.front()) == balancer->words;
}

// Whether svcc knows that the resource has no public address.
bool has_private_addresses(const Record& record) {
  if (const change::Effect* addressed = change::effect("addressed", record.type))
    return text_at(record.properties, addressed->paths.front()) != addressed->words;
  return change::effect("private", record.type) != nullptr || is_internal(record);
}

// Security groups that the internet cannot reach: those of internal balancers, and those without a
// member that has a public address.
struct Hidden {
  std::set<std::string> internal;
  std::set<std::string> unaddressed;
};
Hidden hidden_groups(const Document& document) {
  Hidden hidden;
  std::set<std::string> perhaps_public;
  for (const Record& record : document.resources) {
    if (direction(record) || change::effect("group", record.type) != nullptr) continue;
    std::set<std::string>& own =
        has_private_addresses(record) ? hidden.unaddressed : perhaps_public;
    for (const emit::Member& member : record.properties.members) {
      change::for_each_reference(member.value, [&](const emit::Reference& r) {
        own.insert(r.subject);
        const bool groups = member.name == "SecurityGroups" || member.name == "security_groups";
        if (groups && is_internal(record)) hidden.internal.insert(r.subject);
      });
    }
  }
  for (const std::string& group : perhaps_public) hidden.unaddressed.erase(group);
  return hidden;
}

// One way into something: from a range or a group, to a group, by a protocol. Ordered by the group.
struct Path {
  std::string from;
  std::string to;
  std::string protocol;
  friend bool operator<(const Path& a, const Path& b) {  // libc++ 14 orders no texts by <=>
    return std::tie(a.to, a.from, a.protocol) < std::tie(b.to, b.from, b.protocol);
  }
};
struct Opening {
  std::vector<Ports> ports;
  Span span;
};
using Reach = std::map<Path, Opening>;

bool meets(const std::string& a, const std::string& b) {
  return a == b || a == "-1" || b == "-1";
}

// The outbound rules of each group.
using Outbound = std::unordered_map<std::string_view, std::vector<const Rule*>>;

// On which ports of an inbound rule its peer may send. A group without outbound rules, or with
// unknown ones, may do anything.
std::vector<Ports> sent(const Outbound& outbound, const Rule& in) {
  const auto rules = outbound.find(in.peer);
  if (rules == outbound.end()) return {in.ports};
  std::vector<Ports> ports;
  for (const Rule* out : rules->second) {
    const bool reaches = out->peer == in.group || everyone(out->peer);
    if (!reaches || !meets(out->protocol, in.protocol)) continue;
    const Ports both{std::max(out->ports.first, in.ports.first),
                     std::min(out->ports.second, in.ports.second)};
    if (both.first <= both.second) ports.push_back(both);
  }
  return ports;
}

Reach reach_of(const Document& document) {
  const std::vector<Rule> rules = rules_of(document);
  const std::set<std::string> internal = hidden_groups(document).internal;
  Outbound outbound;
  for (const Rule& rule : rules) {
    if (!rule.inbound) outbound[rule.group].push_back(&rule);
  }
  Reach reach;
  for (const Rule& in : rules) {
    if (!in.inbound) continue;
    if (is_range(in.peer) && internal.contains(in.group) && is_public(in.peer)) continue;
    const std::vector<Ports> ports =
        is_range(in.peer) ? std::vector<Ports>{in.ports} : sent(outbound, in);
    for (const Ports& one : ports) {
      Opening& opening = reach[{in.peer, in.group, in.protocol}];
      opening.ports.push_back(one);
      opening.span = in.span;
    }
  }
  return reach;
}

// Whether every address of `inner` is in `outer`.
bool contains(const std::string& outer, const std::string& inner) {
  if (outer == inner) return true;
  if (outer == "0.0.0.0/0") return is_range(inner) && inner.find(':') == std::string::npos;
  if (outer == "::/0") return is_range(inner) && inner.find(':') != std::string::npos;
  const auto a = parse_ipv4(outer);
  const auto b = parse_ipv4(inner);
  return a && b && a->contains(*b);
}

// The ports of a path that another reach does not have.
std::vector<Ports> missing(const Reach& other, const Path& path, std::vector<Ports> ports) {
  for (auto at = other.lower_bound({{}, path.to, {}}); at != other.end(); ++at) {
    const auto& [known, opening] = *at;
    if (known.to != path.to) break;
    if (!contains(known.from, path.from)) continue;
    if (known.protocol != path.protocol && known.protocol != "-1") continue;
    for (const Ports& covered : opening.ports) {
      std::vector<Ports> left;
      for (const Ports& one : ports) {
        if (covered.second < one.first || covered.first > one.second) {
          left.push_back(one);
          continue;
        }
        if (one.first < covered.first) left.emplace_back(one.first, covered.first - 1);
        if (one.second > covered.second) left.emplace_back(covered.second + 1, one.second);
      }
      ports = std::move(left);
    }
  }
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  return ports;
}

std::string ports_text(const std::vector<Ports>& ports, const std::string& protocol) {
  std::string out;
  for (const auto& [from, to] : ports) {
    if (!out.empty()) out += ", ";
    out += from == 0 && to == 65535 ? "every port"
           : from == to             ? fmt::format("port {}", from)
                                    : fmt::format("ports {} to {}", from, to);
  }
  return protocol == "tcp" || protocol == "-1" ? out : out + "/" + protocol;
}

// A security group or a list of addresses that the program names by its id.
bool is_existing(const std::string& peer) {
  return peer.starts_with("sg-") || peer.starts_with("pl-");
}

std::string name_of(const std::string& peer, const Document& document) {
  if (everyone(peer)) return "the internet";
  if (is_existing(peer)) return (peer.starts_with("sg-") ? "security group " : "list ") + peer;
  const Record* record = document.find(peer);
  return record == nullptr || record->owner.empty() ? peer : record->owner;
}

// Whether both documents have both ends. A path to or from a new block belongs to that block,
// unless it leads to the internet.
bool worth_telling(const Path& path, const Document& other) {
  if (is_public(path.from)) return true;
  const auto known = [&](const std::string& end) {
    return is_range(end) || is_existing(end) || end.find("${") != std::string::npos ||
           other.find(end) != nullptr;
  };
  return known(path.from) && known(path.to);
}

// `service web can now reach service api on port 80`
std::string sentence(const Path& path, const Document& document, const Hidden& hidden, bool opened,
                     const std::string& ports) {
  const std::string target = name_of(path.to, document);
  const std::string_view can = opened ? "can now reach" : "can no longer reach";
  if (everyone(path.from) && hidden.unaddressed.contains(path.to))
    return fmt::format("every address with a route to {} {} it on {} (it has no public address)",
                       target, can, ports);
  return fmt::format("{} {} {} on {}", name_of(path.from, document), can, target, ports);
}

void compare(const Document& have, const Document& other, const Reach& mine, const Reach& theirs,
             bool opened, std::vector<Consequence>& found) {
  const Hidden hidden = hidden_groups(have);
  for (const auto& [path, opening] : mine) {
    const std::vector<Ports> ports = missing(theirs, path, opening.ports);
    if (ports.empty() || !worth_telling(path, other)) continue;
    Consequence made;
    made.kind = opened ? Class::NetworkOpened : Class::NetworkClosed;
    const Record* target = have.find(path.to);
    made.block = target == nullptr ? std::string() : target->owner;
    made.address = path.to;
    made.sentence = sentence(path, have, hidden, opened, ports_text(ports, path.protocol));
    made.page = kPage;
    (opened ? made.after : made.before) = opening.span;
    found.push_back(std::move(made));
  }
}

// Whether a resource of this type says who reaches what.
bool opens(std::string_view type) {
  return type.find("SecurityGroup") != std::string_view::npos ||
         type.find("security_group") != std::string_view::npos ||
         change::effect("balancer", type) != nullptr;
}

}  // namespace

void network_consequences(const change::Plan& plan, std::vector<Consequence>& found) {
  const bool concerned =
      std::any_of(plan.changes.begin(), plan.changes.end(),
                  [](const change::ResourceChange& change) { return opens(change.record().type); });
  if (!concerned) return;
  const Reach before = reach_of(plan.before);
  const Reach after = reach_of(plan.after);
  compare(plan.after, plan.before, after, before, true, found);
  compare(plan.before, plan.after, before, after, false, found);
}

}  // namespace svc::diff
