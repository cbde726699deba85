// One order for what AWS does not order, so that the order of a program's lines changes nothing.
#pragma once

#include <string_view>

#include "graph/graph.h"

namespace svc::lower {

// Sorts the lists of every node that AWS takes as sets, the keys of maps of the program's own, the
// statements of policies, and what nodes wait for.
void put_in_canonical_order(graph::Graph& graph);
// The same for one value, for a text that is made of it; `key` is the attribute that holds it.
[[nodiscard]] graph::Value in_canonical_order(const graph::Graph& graph, std::string_view key,
                                              graph::Value value);

}  // namespace svc::lower
