// Resources in the words of one target go there as they are.
#include "lower/context.h"

namespace svc::lower {

void lower_raw(Context& context, const sema::Block& raw) {
  const sema::Patch& patch = raw.patches.front();
  const graph::NodeId id = context.add("raw", raw.name, raw);
  context.remember(raw, PartKind::Main, id);
  graph::Node& node = context.node(id);
  node.raw = graph::Raw{.target = patch.target, .type = patch.part};
  node.span = patch.span;  // what is said of the resource is about its type
  node.attributes.clear();
  const graph::Value properties = context.value(patch.properties);
  for (const auto& [name, value] : properties.get<graph::Map>()->entries) set(node, name, value);
}

}  // namespace svc::lower
