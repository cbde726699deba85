// The role of something that AWS runs: the one that its block names, or one that is made for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

struct RoleInUse {
  graph::Value arn;
  std::optional<graph::NodeId> policy;  // none: the role exists already, and is not changed
};

// `block` has the field `role`. `spec` describes the role that is made if it is not set. `name`: of
// the policy.
[[nodiscard]] RoleInUse use_role(Context& context, const sema::Block& block,
                                 const std::string& name, iam::RoleSpec spec,
                                 const std::vector<iam::Statement>& statements);

}  // namespace svc::lower
