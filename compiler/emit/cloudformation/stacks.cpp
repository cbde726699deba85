#include "emit/cloudformation/stacks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/closest.h"
#include "diagnostics/codes/targets.h"

namespace svc::emit::cloudformation {
namespace {

// In the order of deployment. Classes of Groups have several stacks, by a hash of the block.
enum class Class : std::uint8_t {
  Base,
  Network,
  Access,
  Data,
  Balancers,
  Clusters,
  Shared,
  Alarms,
  Own,
  Last
};

struct StackPlace {
  Class of = Class::Shared;
  std::string part;
};

// What a block's nodes have in common.
struct BlockInfo {
  std::string_view stack;  // of its main resource's template
  std::string_view main;   // the kind of its main resource
  std::string name;        // its kind and first name, which a renaming keeps: `service-api`
};

// FNV-1a: the same on every machine, and spread well over few groups.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15U);
}

const std::string& first_name(const graph::Node& node) {
  return node.former_names.empty() ? node.name : node.former_names.front();
}

std::string with_hyphens(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string_view stack_of_kind(const graph::Node& node) {
  const Mapping* mapping = node.raw ? nullptr : find_mapping(node.kind);
  return mapping == nullptr ? std::string_view() : mapping->stack;
}

// A stack's name has at most 128 characters:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
std::string stack_name(const graph::Graph& graph, const std::string& part) {
  constexpr std::size_t kLongest = 128;
  std::string name = graph.prefix() + (part.empty() ? "" : "-" + part);
  if (name.size() > kLongest) name = fmt::format("{}-{:08x}", name.substr(0, 119), hash_of(name));
  return name;
}

class Divider {
 public:
  Divider(const Resources& resources, const Layout& layout)
      : resources_(resources),
        graph_(resources.graph()),
        layout_(layout),
        places_(graph_.nodes.size()) {
    for (const graph::Patch& patch : graph_.patches) patches_[patch.owner].push_back(&patch);
    for (const graph::Node& node : graph_.nodes) {
      const std::string kind = node.owner.substr(0, node.owner.find(' '));
      BlockInfo info{stack_of_kind(node), node.kind, kind + "-" + with_hyphens(first_name(node))};
      const auto [known, fresh] = blocks_.try_emplace(node.owner, info);
      if (!fresh && node.main) known->second = info;
    }
  }

  // The place of that block, or of the first one where there is none.
  [[nodiscard]] Span place_of(std::string_view title) const {
    Span first;
    for (const graph::Node& node : graph_.nodes) {
      if (!node.span.valid()) continue;
      if (node.main && node.owner == title) return node.span;
      if (!first.valid()) first = node.span;
    }
    return first;
  }

  // Reports blocks of svc.yaml that the program does not have.
  void check_placed(Sink& sink) const {
    std::vector<std::string_view> titles;
    for (const auto& [title, info] : blocks_) titles.push_back(title);
    for (const auto& [title, stack] : layout_.placed) {
      if (blocks_.contains(title)) continue;
      const std::string_view meant = closest(title, titles);
      auto report = sink.report<diag::UnknownPlacedBlock>(place_of(meant), title, stack);
      if (!meant.empty()) report.help(fmt::format("did you mean `{}`?", meant));
    }
  }

  [[nodiscard]] const StackPlace& place(graph::NodeId id) {
    std::optional<StackPlace>& known = places_[id.index];
    if (!known) {
      known = preferred(graph_.nodes[id]);
      if (known->of < Class::Own) known = raised(id, *known);
    }
    return *known;
  }

  // The nodes that come before this one and are created.
  [[nodiscard]] std::vector<graph::NodeId> earlier(graph::NodeId id) const {
    std::vector<graph::NodeId> found = resources_.sequence().references(id);
    const std::vector<graph::NodeId>& after = graph_.nodes[id].depends_on;
    found.insert(found.end(), after.begin(), after.end());
    const auto patches = patches_.find(graph_.nodes[id].owner);
    for (std::size_t i = 0; patches != patches_.end() && i < patches->second.size(); ++i) {
      const graph::Patch& patch = *patches->second[i];
      if (!changes(patch, graph_.nodes[id])) continue;
      const std::vector<graph::NodeId> read = graph::references(patch.properties);
      found.insert(found.end(), read.begin(), read.end());
    }
    std::erase_if(found, [&](graph::NodeId one) { return !resources_.sequence().is_made(one); });
    return found;
  }

 private:
  // Whether a patch is about the node: `patch cloudformation queue { … }` in its block.
  static bool changes(const graph::Patch& patch, const graph::Node& node) {
    return patch.target == TargetId::CloudFormation && patch.owner == node.owner &&
           node.kind.ends_with("_" + patch.part) && (patch.name.empty() || patch.name == node.name);
  }

  [[nodiscard]] StackPlace grouped(Class of, std::string_view word, const BlockInfo& block) const {
    const auto count = static_cast<std::uint32_t>(layout_.groups);
    return {of, fmt::format("{}-{}", word, hash_of(block.name) % count + 1)};
  }

  // Where the node goes by itself.
  [[nodiscard]] StackPlace preferred(const graph::Node& node) const {
    const BlockInfo& block = blocks_.find(node.owner)->second;
    const bool own = block.stack == "own";
    if (own && stack_of_kind(node) == "access") return grouped(Class::Access, "access", block);
    for (const auto& [title, stack] : layout_.placed) {
      if (title == node.owner) return {Class::Own, stack};
    }
    if (own) return {Class::Own, block.name};
    if (block.stack == "base") return {Class::Base, "base"};
    if (block.stack == "network")
      return {Class::Network, block.main == "ec2_vpc" ? block.name : std::string("network")};
    if (block.stack == "data") return grouped(Class::Data, "data", block);
    if (block.stack == "balancers") return grouped(Class::Balancers, "balancers", block);
    if (block.stack == "clusters") return grouped(Class::Clusters, "clusters", block);
    if (block.stack == "alarms") return grouped(Class::Alarms, "alarms", block);
    return {Class::Shared, "shared"};
  }

  // The first stack from there on that is not before anything that the node refers to.
  [[nodiscard]] StackPlace raised(graph::NodeId id, StackPlace at) {
    std::set<std::string> parts;
    Class highest = at.of;
    for (const graph::NodeId one : earlier(id)) {
      const StackPlace& other = place(one);
      if (other.of < highest || (other.of == at.of && other.part == at.part)) continue;
      if (other.of > highest) parts.clear();
      highest = other.of;
      parts.insert(other.part);
    }
    if (parts.empty()) return at;
    // An endpoint is in the stack of its network.
    const bool joins = highest > at.of || highest == Class::Network;
    if (joins && parts.size() == 1) return {highest, *parts.begin()};
    if (highest < Class::Shared) return {Class::Shared, "shared"};
    return {Class::Last, "last"};
  }

  const Resources& resources_;
  const graph::Graph& graph_;
  const Layout& layout_;
  std::map<std::string, BlockInfo, std::less<>> blocks_;
  std::vector<std::optional<StackPlace>> places_;
  std::map<std::string_view, std::vector<const graph::Patch*>> patches_;  // by owner
};

// Reports a circle: the first stacks left over that lead back to themselves.
void report_circle(const graph::Graph& graph, const std::vector<Stack>& all,
                   const std::map<std::pair<std::size_t, std::size_t>, graph::NodeId>& why,
                   const std::set<std::size_t>& open, Sink& sink) {
  // Every open stack refers to an open one: walking that way ends in the circle.
  std::vector<std::size_t> path{*open.begin()};
  std::set<std::size_t> seen;
  while (seen.insert(path.back()).second) {
    for (const std::size_t next : all[path.back()].after) {
      if (open.count(next) == 0) continue;
      path.push_back(next);
      break;
    }
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), path.back()));
  const std::size_t from = path[0];
  const std::size_t to = path[1];
  const graph::Node& one = graph.nodes[why.at({from, to})];
  const graph::Node& other = graph.nodes[why.at({path[path.size() - 2], path.back()})];
  sink.report<diag::StacksInCircle>(one.span, all[from].part, all[to].part)
      .related(other.span, "this refers back")
      .help(fmt::format("put both in one stack in svc.yaml: `layout: {{ stacks: {{ NAME: [{}, {}] "
                        "}} }}`",
                        one.owner, other.owner));
}

// The stacks in the order of deployment: by class, and each behind those that it refers to.
std::vector<std::size_t> in_order(
    const graph::Graph& graph, const std::vector<Stack>& all,
    const std::map<std::pair<std::size_t, std::size_t>, graph::NodeId>& why, Sink& sink) {
  std::vector<std::size_t> order;
  std::vector<std::size_t> waits(all.size());
  std::vector<std::vector<std::size_t>> followers(all.size());
  std::set<std::size_t> ready;
  std::set<std::size_t> open;
  for (std::size_t i = 0; i < all.size(); ++i) {
    waits[i] = all[i].after.size();
    for (const std::size_t before : all[i].after) followers[before].push_back(i);
    if (waits[i] == 0) ready.insert(i);
    open.insert(i);
  }
  while (!ready.empty()) {
    const std::size_t at = *ready.begin();
    ready.erase(ready.begin());
    open.erase(at);
    order.push_back(at);
    for (const std::size_t next : followers[at]) {
      if (--waits[next] == 0) ready.insert(next);
    }
  }
  if (!open.empty()) report_circle(graph, all, why, open, sink);
  order.insert(order.end(), open.begin(), open.end());
  return order;
}

// Gives each stack its place in the order.
Stacks ordered(std::vector<Stack> all, std::vector<std::size_t> of_node,
               const std::vector<std::size_t>& order) {
  std::vector<std::size_t> now(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) now[order[i]] = i;
  Stacks stacks;
  for (const std::size_t old : order) {
    for (std::size_t& before : all[old].after) before = now[before];
    std::sort(all[old].after.begin(), all[old].after.end());
    stacks.all.push_back(std::move(all[old]));
  }
  for (std::size_t& stack : of_node) {
    if (stack != Stacks::kNone) stack = now[stack];
  }
  stacks.of_node = std::move(of_node);
  return stacks;
}

}  // namespace

std::size_t resource_count(const Resources& resources, graph::NodeId node) {
  std::size_t count = 0;
  for (const std::size_t index : resources.of(node)) {
    const Resource& one = resources.all()[index];
    const bool looked_up = one.mapping->lookup && one.companion == nullptr;
    if (!looked_up && !one.type.empty()) ++count;
  }
  return count;
}

Stacks single_stack(const Resources& resources) {
  Stacks stacks;
  Stack& only = stacks.all.emplace_back();
  only.name = resources.graph().prefix();
  stacks.of_node.assign(resources.graph().nodes.size(), Stacks::kNone);
  for (std::uint32_t i = 0; i < resources.graph().nodes.size(); ++i) {
    if (resource_count(resources, graph::NodeId{i}) == 0) continue;
    stacks.of_node[i] = 0;
    only.nodes.push_back(graph::NodeId{i});
  }
  return stacks;
}

Stacks divide(const Resources& resources, const Layout& layout, Sink& sink) {
  const graph::Graph& graph = resources.graph();
  Divider divider(resources, layout);
  divider.check_placed(sink);
  std::map<std::pair<Class, std::string>, std::size_t> known;
  std::vector<std::pair<StackPlace, graph::NodeId>> placed;
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    const graph::NodeId id{i};
    if (resource_count(resources, id) == 0) continue;
    placed.emplace_back(divider.place(id), id);
    known.emplace(std::pair(placed.back().first.of, placed.back().first.part), 0);
  }
  std::vector<Stack> all;
  for (auto& [key, index] : known) {
    index = all.size();
    all.push_back({key.second, stack_name(graph, key.second), {}, {}});
  }
  std::vector<std::size_t> of_node(graph.nodes.size(), Stacks::kNone);
  for (const auto& [place, id] : placed) {
    of_node[id.index] = known.at({place.of, place.part});
    all[of_node[id.index]].nodes.push_back(id);
  }
  std::map<std::pair<std::size_t, std::size_t>, graph::NodeId> why;
  for (const auto& [place, id] : placed) {
    const std::size_t from = of_node[id.index];
    for (const graph::NodeId one : divider.earlier(id)) {
      const std::size_t to = of_node[one.index];
      if (to == Stacks::kNone || to == from || !why.emplace(std::pair(from, to), id).second)
        continue;
      all[from].after.push_back(to);
    }
  }
  if (all.empty()) return single_stack(resources);
  const std::vector<std::size_t> order = in_order(graph, all, why, sink);
  return ordered(std::move(all), std::move(of_node), order);
}

namespace {

// Whether the stacks of groups are within the limits. A value that another stack reads becomes an
// output; most resources have one or two of them.
bool groups_fit(const Resources& resources, const Stacks& stacks) {
  constexpr std::size_t kMostRead = 100;
  const graph::Graph& graph = resources.graph();
  std::vector<std::set<std::uint32_t>> read(stacks.all.size());
  std::vector<std::size_t> count(stacks.all.size());
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    const std::size_t own = stacks.of_node[i];
    if (own == Stacks::kNone) continue;
    count[own] += resource_count(resources, graph::NodeId{i});
    for (const graph::NodeId one : resources.sequence().references(graph::NodeId{i})) {
      const std::size_t other = stacks.of_node[one.index];
      if (other != Stacks::kNone && other != own) read[other].insert(one.index);
    }
  }
  for (std::size_t i = 0; i < stacks.all.size(); ++i) {
    const std::string& part = stacks.all[i].part;
    const bool group = !part.empty() && part.back() >= '0' && part.back() <= '9';
    if (group && (count[i] > kMostResources || read[i].size() > kMostRead)) return false;
  }
  return true;
}

}  // namespace

Stacks divide_to_fit(const Resources& resources, Layout& layout, Sink& sink) {
  for (;;) {
    Sink found;
    Stacks stacks = divide(resources, layout, found);
    if (layout.groups >= Layout::kMostGroups || groups_fit(resources, stacks))
      return found.diagnostics().empty() ? std::move(stacks) : divide(resources, layout, sink);
    layout.groups = std::min(layout.groups * 2, Layout::kMostGroups);
  }
}

}  // namespace svc::emit::cloudformation
