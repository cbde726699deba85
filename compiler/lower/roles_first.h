// What runs with a role is made after the role's permissions.
#pragma once

#include "graph/graph.h"

namespace svc::lower {

// A service, a state machine, a pipeline, instances: each depends on the policies of the roles that
// it runs with, also of roles that the program declares. Otherwise its first tasks would start
// without permissions, and while a stack is deleted the permissions would go first.
void wait_for_permissions(graph::Graph& graph);

}  // namespace svc::lower
