// The outputs of the graph.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// Adds the outputs that the program declares, and those that every deployment has: the DNS names of
// balancers, the names of clusters, services and pipelines, the URIs of repositories, the URLs of
// queues, the log groups. Declared outputs come first, so that they keep their names. Call it after
// all nodes exist.
void lower_outputs(Context& context);

}  // namespace svc::lower
