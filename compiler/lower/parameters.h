// Parameters that nothing uses.
#pragma once

#include "graph/graph.h"

namespace svc::lower {

// Drops the parameters that no value refers to: a deployment is asked for nothing that it does not
// use. In another environment of the program they may be needed.
void drop_unused_parameters(graph::Graph& graph);

}  // namespace svc::lower
