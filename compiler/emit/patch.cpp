#include "emit/patch.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/closest.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/suggest.h"
#include "emit/shape.h"
#include "graph/verify.h"

namespace svc::emit {
namespace {

bool may_mean(const graph::Patch& patch, const graph::Node& node) {
  return node.owner == patch.owner && (!patch.within.valid() || node.span == patch.within);
}

// `api_jobs` for "queue api.jobs": the name of a block's nodes without a suffix.
std::string own_name(std::string_view owner) {
  std::string name(owner.substr(owner.find(' ') + 1));
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

class Finder {
 public:
  Finder(const Resources& resources, Sink& sink) : resources_(resources), sink_(sink) {
    if (resources.graph().patches.empty()) return;
    for (const Resource& resource : resources.all()) {
      if (resource.companion == nullptr)
        by_owner_[resources.graph().nodes[resource.node].owner].push_back(&resource);
    }
  }

  // The resource that the patch means, or null after a report.
  const Resource* find(const graph::Patch& patch) {
    std::vector<const Resource*> found;
    std::vector<std::string_view> parts;
    for (const Resource* resource : by_owner_[patch.owner]) {
      const graph::Node& node = resources_.graph().nodes[resource->node];
      if (!may_mean(patch, node)) continue;
      if (std::find(parts.begin(), parts.end(), part_of(node.kind)) == parts.end())
        parts.push_back(part_of(node.kind));
      const bool meant = part_of(node.kind) == patch.part || node.kind == patch.part;
      if (meant && (patch.name.empty() || node.name == patch.name)) found.push_back(resource);
    }
    if (found.empty()) {
      unknown(patch, parts);
      return nullptr;
    }
    // If there are several nodes, the patch means the one with the block's name: the queue, not its
    // dead-letter queue.
    const auto node_of = [&](const Resource* r) -> const graph::Node& {
      return resources_.graph().nodes[r->node];
    };
    auto own = found.end();
    for (auto one = found.begin(); one != found.end(); ++one) {
      if (node_of(*one).name != own_name(patch.owner)) continue;
      // The service of ECS, not that of Cloud Map, which has the same name.
      if (own == found.end() || node_of(*one).kind.size() < node_of(*own).kind.size()) own = one;
    }
    if (found.size() > 1 && own == found.end()) {
      several(patch, found);
      return nullptr;
    }
    return own == found.end() ? found.front() : *own;
  }

 private:
  void unknown(const graph::Patch& patch, const std::vector<std::string_view>& parts) {
    const std::string wanted = patch.name.empty() ? patch.part : patch.part + " " + patch.name;
    auto report = sink_.report<diag::UnknownPart>(
        patch.span, patch.within.valid() ? "this block of " + patch.owner : patch.owner, wanted,
        resources_.dialect().title());
    if (sink_.full()) return;  // nobody reads the help
    const std::string_view meant = closest(patch.part, parts);
    if (!meant.empty() && meant != patch.part) {
      suggest_word(report, patch.span, patch.part, meant, {});
    } else if (const std::string& owners = makers_of(patch.part); !owners.empty()) {
      report.help(fmt::format("{} makes one: write the `patch` there", owners));
    } else {
      report.help(parts.empty() ? "it makes no resource of its own"
                                : "it makes " + enumerate(parts, "and", 20));
    }
  }

  // The blocks of the program that make such a resource: `service api`.
  [[nodiscard]] const std::string& makers_of(std::string_view part) {
    constexpr std::size_t kShown = 3;
    if (const auto known = makers_.find(part); known != makers_.end()) return known->second;
    std::vector<std::string_view> owners;
    for (const graph::Node& node : resources_.graph().nodes) {
      if (part_of(node.kind) == part && !node.owner.empty() &&
          std::find(owners.begin(), owners.end(), node.owner) == owners.end())
        owners.push_back(node.owner);
      if (owners.size() > kShown) break;
    }
    return makers_.emplace(part, enumerate(owners, "or", kShown)).first->second;
  }

  void several(const graph::Patch& patch, const std::vector<const Resource*>& found) {
    std::vector<std::string_view> names;
    for (const Resource* resource : found)
      names.push_back(resources_.graph().nodes[resource->node].name);
    sink_.report<diag::SeveralParts>(patch.span, patch.owner, patch.part)
        .help(fmt::format("say which: `patch {} {} NAME {{ … }}`, where the name is {}",
                          info(patch.target).word, patch.part, enumerate(names, "or", 20)));
  }

  const Resources& resources_;
  Sink& sink_;
  std::unordered_map<std::string_view, std::vector<const Resource*>> by_owner_;  // no companions
  std::unordered_map<std::string_view, std::string> makers_;  // of each part asked for
};

// Takes away what is at the end of a path. A repeated block of which there is one is gone through.
void erase(Object& from, std::span<const std::string> path) {
  const auto found = std::find_if(from.members.begin(), from.members.end(),
                                  [&](const Member& m) { return m.name == path.front(); });
  if (found == from.members.end()) return;
  if (path.size() == 1) {
    from.members.erase(found);
    return;
  }
  Tree* inside = &found->value;
  if (auto* list = inside->get<List>(); list != nullptr && list->items.size() == 1)
    inside = &list->items.front();
  if (auto* object = inside->get<Object>()) erase(*object, path.subspan(1));
}

}  // namespace

std::string_view part_of(std::string_view kind) {
  return kind.substr(kind.find('_') + 1);
}

std::vector<Patchable> patchable(const graph::Graph& graph, const graph::Patch& patch) {
  std::vector<Patchable> found;
  for (const graph::Node& node : graph.nodes) {
    if (may_mean(patch, node) && !node.raw) found.push_back({part_of(node.kind), &node});
  }
  return found;
}

Patches::Patches(const Resources& resources, Sink& sink) : sink_(sink) {
  Finder finder(resources, sink);
  std::map<graph::NodeId, std::vector<graph::NodeId>> needed;
  for (const graph::Patch& patch : resources.graph().patches) {
    if (patch.target != resources.dialect().target()) continue;
    const Resource* resource = finder.find(patch);
    if (resource == nullptr) continue;
    by_node_[resource->node].push_back(&patch);
    for (const graph::NodeId id : graph::references(patch.properties))
      needed[resource->node].push_back(id);
  }
  if (!needed.empty()) graph::verify_cycles(resources.graph(), needed, sink);
}

void Patches::apply(Resources& resources, graph::NodeId node) const {
  const auto found = by_node_.find(node);
  if (found == by_node_.end()) return;
  for (const std::size_t index : resources.of(node)) {
    Resource& resource = resources.all()[index];
    if (resource.companion != nullptr) continue;
    for (const graph::Patch* patch : found->second) {
      Tree values = resources.value(patch->properties, patch->span);
      for (Member& member : values.get<Object>()->members) {
        const Place place = place_of(resources, resource, member.name);
        put(place.attribute ? resource.attributes : resource.properties, std::move(member.name),
            place.schema, fit(std::move(member.value), place.schema));
      }
      for (const graph::RemovedProperty& removed : patch->removed) {
        const Place place = place_of(resources, resource, removed.path.front());
        check_known(resource, place, removed);
        erase(place.attribute ? resource.attributes : resource.properties, removed.path);
      }
    }
  }
}

Patches::Place Patches::place_of(const Resources& resources, const Resource& resource,
                                 std::string_view name) {
  const Schema* property = resource.schema == nullptr ? nullptr : resource.schema->member(name);
  if (property != nullptr) return {property, false};
  const Schema* attribute = resources.dialect().attribute_schema().member(name);
  return {attribute, attribute != nullptr};
}

void Patches::check_known(const Resource& resource, const Place& place,
                          const graph::RemovedProperty& removed) const {
  const Schema* schema = place.schema;
  const Schema* owner = resource.schema;
  for (std::size_t i = 0; i < removed.path.size(); ++i) {
    if (i > 0) {
      owner = schema->types == kList && schema->items != nullptr ? schema->items : schema;
      schema = owner->member(removed.path[i]);
      if (schema == nullptr && owner->members.empty()) return;  // a map, or anything
    }
    if (schema != nullptr) continue;
    if (owner == nullptr) return;
    std::vector<std::string_view> names;
    for (const Schema& known : owner->members) names.push_back(known.name);
    const std::string_view meant = closest(removed.path[i], names);
    suggest_word(sink_.report<diag::UnknownTargetProperty>(
                     removed.span, resource.type, fmt::format("{}", fmt::join(removed.path, "."))),
                 removed.span, removed.path[i], meant,
                 "it has " + enumerate(likely_first(removed.path[i], names), "and", 12));
    return;
  }
}

}  // namespace svc::emit
