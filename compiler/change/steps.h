// The steps of make_plan, in their order.
#pragma once

#include <string>
#include <string_view>

#include "change/plan.h"

namespace svc::change {

// `ContainerDefinitions[api].Image` -> `ContainerDefinitions.Image`: as the schemas write paths.
[[nodiscard]] std::string plain_path(std::string_view path);
// Decides the action of a resource that both documents have, by its properties.
void settle_action(ResourceChange& change);
// Finds the changes that AWS or the target refuses, and the retained resources.
void refuse(Plan& plan);
// Adds the resources that change because they refer to a replaced resource.
void follow(Plan& plan);
// Finds subnets that need addresses of another one that still exists (networks.cpp).
void refuse_overlaps(Plan& plan);
// Finds balancers that would move to another network, and second mount targets of a file system in
// one zone. AWS refuses both (networks.cpp).
void refuse_moves(Plan& plan);
// Decides which replacements are created before the old resource is deleted.
void order(Plan& plan);

// Counts the resources that are in another CloudFormation stack than before (stacks.cpp).
// CloudFormation moves none of them.
void compare_stacks(Plan& plan);

}  // namespace svc::change
