// The outputs of the graph.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// Adds the outputs that the program declares, and those that every deployment has: the DNS names of
// balancers, the names of clusters, services and pipelines, the URIs of repositories, the URLs of
// queues, the log groups. The program's own come first, and take the names that they want. Call it
// when all nodes are there.
void lower_outputs(Context& context);

}  // namespace svc::lower
