// Which resources a target makes before others because of what they refer to.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "emit/mapping.h"
#include "graph/graph.h"

namespace svc::emit {

class Dialect;

// The order that references imply in one target. It reads only attributes that the target writes.
class Sequence {
 public:
  // `mappings`: by node; null: it is raw.
  Sequence(const graph::Graph& graph, const Dialect& dialect,
           const std::vector<const Mapping*>& mappings)
      : graph_(graph), dialect_(dialect), mappings_(mappings) {
    written_.resize(graph.nodes.size());
    made_.resize(graph.nodes.size());
    visited_.resize(graph.nodes.size());
  }
  // Whether `earlier`, on which `node` depends explicitly, comes first without that: something else
  // that `node` refers to or depends on leads to it.
  [[nodiscard]] bool implies(graph::NodeId node, graph::NodeId earlier) const;

  // The nodes that a node refers to in the target's output.
  [[nodiscard]] const std::vector<graph::NodeId>& references(graph::NodeId node) const;
  // Whether the target creates the node: it is not only looked up.
  [[nodiscard]] bool is_made(graph::NodeId node) const;

 private:
  [[nodiscard]] bool makes(graph::NodeId id) const;
  void collect(const Property& property, const graph::Value& value,
               std::vector<graph::NodeId>& found) const;

  const graph::Graph& graph_;
  const Dialect& dialect_;
  const std::vector<const Mapping*>& mappings_;
  // By node, made when asked.
  mutable std::vector<std::optional<std::vector<graph::NodeId>>> written_;
  mutable std::vector<std::optional<bool>> made_;
  // The last walk of implies() that came by.
  mutable std::vector<std::uint32_t> visited_;
  mutable std::uint32_t visit_ = 0;
};

}  // namespace svc::emit
