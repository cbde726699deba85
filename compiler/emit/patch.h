// Patches: properties that the program itself sets, in the words of the target.
#pragma once

#include <map>

#include "emit/resources.h"

namespace svc::emit {

// The graph's patches for one target, by the resources that they change.
class Patches {
 public:
  // Finds the resource that each patch means. Reports a patch that means none, or several.
  Patches(const Resources& resources, Sink& sink);

  // Lays the patches of a node over the properties of its own resource, which has been shaped; check() then judges them like all others.
  void apply(Resources& resources, graph::NodeId node) const;

 private:
  std::multimap<graph::NodeId, const graph::Patch*> by_node_;
};

}  // namespace svc::emit
