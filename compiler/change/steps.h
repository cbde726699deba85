// The steps of make_plan, in their order.
#pragma once

#include "change/plan.h"

namespace svc::change {

// Decides the action of a resource that both documents have, by its properties.
void settle_action(ResourceChange& change);
// Finds the changes that AWS or the target refuses, and the retained resources.
void refuse(Plan& plan);
// Adds the resources that change because they refer to a replaced resource.
void follow(Plan& plan);
// Finds what would leave its network, which AWS refuses (networks.cpp).
void refuse_moves(Plan& plan);
// Decides which replacements are created before the old resource is deleted.
void order(Plan& plan);

// Counts the resources that are in another CloudFormation stack than before (stacks.cpp).
// CloudFormation moves none of them.
void compare_stacks(Plan& plan);

}  // namespace svc::change
