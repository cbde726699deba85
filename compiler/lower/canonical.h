// Sorts everything that AWS does not order, so that the order of a program's lines changes nothing.
#pragma once

#include <string_view>

#include "graph/graph.h"

namespace svc::lower {

// Sorts in every node: lists that AWS takes as sets, keys of maps from the program, statements of
// policies, and dependencies.
void put_in_canonical_order(graph::Graph& graph);
// The same for one value, to make a text from it; `key`: the attribute that holds it.
[[nodiscard]] graph::Value in_canonical_order(const graph::Graph& graph, std::string_view key,
                                              graph::Value value);

}  // namespace svc::lower
