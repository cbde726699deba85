// Graph → diagnostics: what must hold of every graph, whatever made it.
#pragma once

#include "diagnostics/sink.h"
#include "graph/graph.h"

namespace svc::graph {

// Reports nodes that need each other before they can exist, with the way round. Two nodes of one
// kind with one name, or a reference to a node that is not there, are bugs of the compiler and
// throw std::logic_error.
void verify(const Graph& graph, Sink& sink);

}  // namespace svc::graph
