#include "lower/role_in_use.h"

#include <utility>

namespace svc::lower {

RoleInUse use_role(Context& context, const sema::Block& block, const std::string& name,
                   iam::RoleSpec spec, const std::vector<iam::Statement>& statements) {
  const sema::Block* given = block.block("role");
  if (given == nullptr) {
    const graph::NodeId made = iam::add_role(context, block, std::move(spec));
    return {graph::Ref{made, "arn"}, iam::add_policy(context, block, name, made, statements)};
  }
  RoleInUse use{context.field(block, "role"), std::nullopt};
  if (context.has_part(*given, PartKind::Main))
    use.policy =
        iam::add_policy(context, block, name, context.part(*given, PartKind::Main), statements);
  return use;
}

}  // namespace svc::lower
