// Resources in the words of one target go there unchanged. A resource for both targets has one node
// for each: readers of the block refer to the first, and each target takes its own.
#include "lower/context.h"

namespace svc::lower {

namespace {

graph::NodeId add_raw(Context& context, const sema::Block& raw, const sema::Patch& patch) {
  const graph::NodeId id = context.add("raw", raw.name, raw);
  context.remember(raw, PartKind::Main, id);
  graph::Node& node = context.node(id);
  node.raw = graph::Raw{.target = patch.target, .type = patch.part, .attributes = patch.attributes};
  node.span = patch.span;  // a diagnostic about the resource points at its type
  node.attributes.clear();
  const graph::Value properties = context.value(patch.properties);
  for (const auto& [name, value] : properties.get<graph::Map>()->entries)
    set(context.node(id), name, value);
  return id;
}

}  // namespace

void lower_raw(Context& context, const sema::Block& raw) {
  const graph::NodeId first = add_raw(context, raw, raw.patches.front());
  if (raw.patches.size() == 1) return;
  const graph::NodeId second = add_raw(context, raw, raw.patches.back());
  context.node(first).raw->twin = second;
  context.node(second).raw->twin = first;
}

}  // namespace svc::lower
