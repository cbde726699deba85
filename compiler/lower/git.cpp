#include "lower/context.h"

namespace svc::lower {

// https://docs.aws.amazon.com/codecommit/latest/userguide/welcome.html
void lower_git(Context& context, const sema::Block& git) {
  const graph::NodeId id = context.add("codecommit_repository", git.name, git);
  context.remember(git, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "repository_name", graph::Value(context.physical_name(git.name)).at(git.name_span));
  set(node, "repository_description", context.field(git, "description"));
  set(node, "kms_key_id", context.field(git, "encryption"));
}

}  // namespace svc::lower
