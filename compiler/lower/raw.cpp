// Resources in the words of one target go there unchanged. A resource for both targets has one node
// for each: readers of the block refer to the first, and each target takes its own.
#include "lower/raw.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "sema/each_value.h"
#include "sema/raw.h"

namespace svc::lower {

namespace {

graph::NodeId add_raw(Context& context, const sema::Block& raw, const sema::Patch& patch) {
  const graph::NodeId id = context.add("raw", raw.name, raw);
  context.remember(raw, PartKind::Main, id);
  graph::Node& node = context.node(id);
  node.raw = graph::Raw{.target = patch.target, .type = patch.part, .attributes = patch.attributes};
  node.span = patch.span;  // a diagnostic about the resource points at its type
  node.attributes.clear();
  for (const auto& [name, value] : patch.properties.get<sema::Object>()->entries) {
    if (name != sema::order_property(patch.target))
      set(context.node(id), name, context.value(value));
  }
  return id;
}

// Whether a node has to wait for another one.
class Waiting {
 public:
  explicit Waiting(const graph::Graph& graph) : graph_(graph) {}

  [[nodiscard]] bool waits(graph::NodeId from, graph::NodeId wanted) const {
    std::vector<bool> seen(graph_.nodes.size());
    std::vector<graph::NodeId> open = {from};
    while (!open.empty()) {
      const graph::NodeId at = open.back();
      open.pop_back();
      if (at == wanted) return true;
      if (seen[at.index]) continue;
      seen[at.index] = true;
      add_needs(graph_.nodes[at], open);
    }
    return false;
  }

 private:
  void add_needs(const graph::Node& node, std::vector<graph::NodeId>& open) const {
    const auto add = [&](const graph::Value& value) {
      for (const graph::NodeId id : graph::references(value)) open.push_back(id);
    };
    for (const graph::Attribute& attribute : node.attributes) add(attribute.value);
    open.insert(open.end(), node.depends_on.begin(), node.depends_on.end());
    // A reference to one of the two resources of `raw both` means the other in the other target.
    if (node.raw && node.raw->twin.valid()) open.push_back(node.raw->twin);
    for (const graph::Patch& patch : graph_.patches) {
      if (patch.owner == node.owner) add(patch.properties);
    }
  }

  const graph::Graph& graph_;
};

// The node of a block in a target; nothing if the block makes no resource.
std::optional<graph::NodeId> node_of(const Context& context, const sema::Block& block,
                                     TargetId target) {
  if (!context.has_part(block, PartKind::Main)) return std::nullopt;
  const graph::NodeId id = context.part(block, PartKind::Main);
  const OptionalBox<graph::Raw>& raw = context.graph.nodes[id].raw;
  return raw && raw->target != target && raw->twin.valid() ? raw->twin : id;
}

void wait_for(graph::Node& node, graph::NodeId id) {
  if (std::find(node.depends_on.begin(), node.depends_on.end(), id) == node.depends_on.end())
    node.depends_on.push_back(id);
}

// The blocks that a value names.
void add_blocks(const sema::Value& value, std::vector<const sema::Block*>& blocks) {
  sema::each_value(value, [&](const sema::Value& part) {
    if (const auto* block = part.get<const sema::Block*>()) blocks.push_back(*block);
  });
}

// The blocks that a value names by attributes with values that are known in advance, so that no
// reference says to wait: the name of a service.
void add_known(const Context& context, const sema::Value& value,
               std::vector<const sema::Block*>& blocks) {
  sema::each_value(value, [&](const sema::Value& part) {
    const auto* read = part.get<sema::AttributeRef>();
    if (read != nullptr && read->block->top_level && graph::references(context.value(part)).empty())
      blocks.push_back(read->block);
  });
}

// Calls visit(patch, node) for each resource of each `raw` block.
template <typename Visit>
void each_raw(const Context& context, const Visit& visit) {
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name != "raw") continue;
    const std::vector<graph::NodeId>& nodes = context.parts(*block, PartKind::Main);
    for (std::size_t i = 0; i < nodes.size(); ++i) visit(block->patches[i], nodes[i]);
  }
}

void wait_as_written(Context& context, const sema::Patch& patch, graph::NodeId id) {
  std::vector<const sema::Block*> blocks;
  for (const auto& [name, value] : patch.properties.get<sema::Object>()->entries) {
    if (name == sema::order_property(patch.target)) add_blocks(value, blocks);
  }
  for (const sema::Block* block : blocks) {
    if (const auto before = node_of(context, *block, patch.target))
      wait_for(context.node(id), *before);
  }
}

void wait_for_known(Context& context, const sema::Patch& patch, graph::NodeId id) {
  std::vector<const sema::Block*> blocks;
  for (const auto& [name, value] : patch.properties.get<sema::Object>()->entries) {
    if (name != sema::order_property(patch.target)) add_known(context, value, blocks);
  }
  const Waiting waiting(context.graph);
  for (const sema::Block* block : blocks) {
    const auto before = node_of(context, *block, patch.target);
    if (before && !waiting.waits(*before, id)) wait_for(context.node(id), *before);
  }
}

}  // namespace

void lower_raw(Context& context, const sema::Block& raw) {
  const graph::NodeId first = add_raw(context, raw, raw.patches.front());
  if (raw.patches.size() == 1) return;
  const graph::NodeId second = add_raw(context, raw, raw.patches.back());
  context.node(first).raw->twin = second;
  context.node(second).raw->twin = first;
}

void wait_for_named(Context& context) {
  each_raw(context, [&](const sema::Patch& patch, graph::NodeId id) {
    wait_as_written(context, patch, id);
  });
  each_raw(context,
           [&](const sema::Patch& patch, graph::NodeId id) { wait_for_known(context, patch, id); });
}

}  // namespace svc::lower
