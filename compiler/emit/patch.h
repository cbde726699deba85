// Patches: properties that the program itself sets, in the words of the target.
#pragma once

#include <map>
#include <vector>

#include "emit/resources.h"

namespace svc::emit {

// The graph's patches for one target, each with the node whose own resource it changes.
class Patches {
 public:
  // Finds the resource that each patch names. Reports a patch that names none, or several.
  Patches(const Resources& resources, Sink& sink);
  // Lays a node's patches over its resource, which has been shaped; check() then judges what they set like everything else.
  void apply(Resources& resources, graph::NodeId node) const;

 private:
  std::map<graph::NodeId, std::vector<const graph::Patch*>> by_node_;
};

}  // namespace svc::emit
