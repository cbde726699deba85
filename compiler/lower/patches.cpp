// Patches go to the targets unchanged: only the targets know the properties.
#include "lower/context.h"

namespace svc::lower {

void lower_patches(Context& context) {
  for (const sema::Block& block : context.program.block_store) {
    if (block.kind->name == "raw") continue;  // it is nothing else: raw.cpp
    const sema::Block* outermost = &block;
    while (!outermost->top_level && outermost->parent != nullptr) outermost = outermost->parent;
    for (const sema::Patch& patch : block.patches) {
      std::vector<graph::RemovedProperty> removed;
      for (const sema::RemovedProperty& each : patch.removed)
        removed.push_back({each.path, each.span});
      context.graph.patches.push_back({.target = patch.target,
                                       .owner = outermost->title(),
                                       .within = outermost == &block ? Span{} : block.span,
                                       .part = patch.part,
                                       .name = patch.name,
                                       .properties = context.value(patch.properties),
                                       .removed = std::move(removed),
                                       .span = patch.span});
    }
  }
}

}  // namespace svc::lower
