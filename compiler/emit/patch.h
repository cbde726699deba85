// Patches: properties and attributes that the program itself sets or removes, in the words of the
// target.
#pragma once

#include <map>
#include <vector>

#include "emit/resources.h"

namespace svc::emit {

// The word for a kind of the graph in patches: `service` for `ecs_service`, without the AWS
// service.
[[nodiscard]] std::string_view part_of(std::string_view kind);

// A node that a patch may change.
struct Patchable {
  std::string_view part;  // its word in patches: `service` for `ecs_service`
  const graph::Node* node = nullptr;
};

// The nodes of the block that contains the patch (for a nested block only its own), whether or not
// the patch matches them.
[[nodiscard]] std::vector<Patchable> patchable(const graph::Graph& graph,
                                               const graph::Patch& patch);

// The graph's patches for one target, each with the node that it changes.
class Patches {
 public:
  // Finds the resource that each patch names. Reports a patch that names none, or several,
  // and resources that depend on each other in a circle through patches.
  Patches(const Resources& resources, Sink& sink);
  // Applies a node's patches to its shaped resource. check() then validates the result like
  // everything else.
  void apply(Resources& resources, graph::NodeId node) const;

 private:
  // Where a name of a patch belongs: to the properties or, if the type has no such property, to the
  // attributes of the target. An unknown name counts as a property without a schema.
  struct Place {
    const Schema* schema = nullptr;
    bool attribute = false;
  };
  [[nodiscard]] static Place place_of(const Resources& resources, const Resource& resource,
                                      std::string_view name);
  void check_known(const Resource& resource, const Place& place,
                   const graph::RemovedProperty& removed) const;

  Sink& sink_;
  std::map<graph::NodeId, std::vector<const graph::Patch*>> by_node_;
};

}  // namespace svc::emit
