// Graph → diagnostics: what must be true of every graph.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "graph/graph.h"

namespace svc::graph {

// Reports nodes that need each other before they can exist, with the cycle, and two nodes of one
// kind with the same name. A reference to a node that is not there is a bug of the compiler and
// throws std::logic_error.
void verify(const Graph& graph, Sink& sink);

// Reports the cycles among nodes that also need those of `further`: what the patches of one target
// refer to, by the nodes that they change.
void verify_cycles(const Graph& graph, const std::map<NodeId, std::vector<NodeId>>& further,
                   Sink& sink);

// Reports that both nodes would be called `what`, at the one that the program writes later.
void report_name_clash(std::string_view what, const Node& one, const Node& other, Sink& sink);

}  // namespace svc::graph
