// The steps of make_plan, in their order.
#pragma once

#include "change/plan.h"

namespace svc::change {

// Decides the action of a resource that both documents have, by its properties.
void settle_action(ResourceChange& change);
// Finds what AWS or the target refuses, and what is retained.
void refuse(Plan& plan);
// Adds what changes because it refers to a resource that is replaced.
void follow(Plan& plan);
// Decides which replacements are created before the old resource is deleted.
void order(Plan& plan);

}  // namespace svc::change
