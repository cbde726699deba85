#include "emit/patch.h"

#include <algorithm>
#include <cctype>

#include "base/closest.h"
#include "diagnostics/codes/targets.h"
#include "emit/shape.h"

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
  Finder(const Resources& resources, Sink& sink) : resources_(resources), sink_(sink) {}

  // The resource that the patch means, or null after a report.
  const Resource* find(const graph::Patch& patch) {
    std::vector<const Resource*> found;
    std::vector<std::string_view> parts;
    for (const Resource& resource : resources_.all()) {
      const graph::Node& node = resources_.graph().nodes[resource.node];
      if (resource.companion != nullptr || !may_mean(patch, node)) continue;
      if (std::find(parts.begin(), parts.end(), part_of(node.kind)) == parts.end())
        parts.push_back(part_of(node.kind));
      if (part_of(node.kind) == patch.part && (patch.name.empty() || node.name == patch.name))
        found.push_back(&resource);
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
    const std::string_view meant = closest(patch.part, parts);
    auto report = sink_.report<diag::UnknownPart>(
        patch.span, patch.within.valid() ? "this block of " + patch.owner : patch.owner, wanted,
        resources_.dialect().title());
    if (!meant.empty() && meant != patch.part) {
      report.help(fmt::format("did you mean `{}`?", meant));
    } else if (const std::string owners = makers_of(patch.part); !owners.empty()) {
      report.help(fmt::format("{} makes one: write the `patch` there", owners));
    } else {
      report.help(parts.empty() ? "it makes no resource of its own"
                                : "it makes " + enumerate(parts, "and", 20));
    }
  }

  // The blocks of the program that make such a resource: `service api`.
  [[nodiscard]] std::string makers_of(std::string_view part) const {
    std::vector<std::string_view> owners;
    for (const graph::Node& node : resources_.graph().nodes) {
      if (part_of(node.kind) == part && !node.owner.empty() &&
          std::find(owners.begin(), owners.end(), node.owner) == owners.end())
        owners.push_back(node.owner);
    }
    return enumerate(owners, "or", 3);
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
};

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

Patches::Patches(const Resources& resources, Sink& sink) {
  Finder finder(resources, sink);
  for (const graph::Patch& patch : resources.graph().patches) {
    if (patch.target != resources.dialect().target()) continue;
    if (const Resource* resource = finder.find(patch)) by_node_[resource->node].push_back(&patch);
  }
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
        const Schema* schema =
            resource.schema == nullptr ? nullptr : resource.schema->member(member.name);
        const Step step{.name = member.name, .schema = schema};
        put(resource.properties, {&step, 1}, fit(std::move(member.value), schema));
      }
    }
  }
}

}  // namespace svc::emit
