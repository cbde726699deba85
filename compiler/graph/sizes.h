// The sizes of policies, as far as they are known before the deployment.
#pragma once

#include "diagnostics/sink.h"
#include "graph/graph.h"

namespace svc::graph {

// Reports roles whose policies together are certainly longer than IAM takes. What only the
// deployment knows counts as a single character.
void verify_sizes(const Graph& graph, Sink& sink);

}  // namespace svc::graph
