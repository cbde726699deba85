#include "emit/cloudformation/document.h"

#include "emit/cloudformation/limits.h"
#include "emit/cloudformation/names.h"

namespace svc::emit::cloudformation {

Document document(const graph::Graph& graph, const Layout& layout) {
  Names names(graph);
  Sink nobody;
  Resources resources(graph, names, nobody);
  const Stacks stacks = choose_stacks(resources, layout, 0, nobody);
  Document made = document_of(resources);
  for (const Resource& resource : resources.all()) {
    const std::size_t stack = stacks.of_node[resource.node.index];
    if (stack != Stacks::kNone) made.stacks.emplace_back(resource.name, stacks.all[stack].part);
  }
  return made;
}

}  // namespace svc::emit::cloudformation
