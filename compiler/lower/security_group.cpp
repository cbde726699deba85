// Security groups of the program's own. lower/connections.cpp adds the rules.
#include "lower/context.h"

namespace svc::lower {

void lower_security_group(Context& context, const sema::Block& block) {
  if (block.existing) return context.define_attribute(block, "id", context.field(block, "id"));
  const graph::NodeId id =
      add_security_group(context, block, block.name, "Members of", *block.clause("network"));
  context.remember(block, PartKind::Main, id);
  context.remember(block, PartKind::SecurityGroup, id);
  if (block.has("description"))
    set(context.node(id), "group_description", context.field(block, "description"));
  close_outbound(context, block, block.name, id);
}

}  // namespace svc::lower
