// Values as texts: equal programs give equal texts. They give names to what the program does not
// name, and sort lists without an order.
#pragma once

#include <string>

#include "graph/graph.h"

namespace svc::graph {

// The value as text, with kind and name of the nodes that it refers to: no number in it depends on
// what else the graph holds.
[[nodiscard]] std::string canonical_text(const Graph& graph, const Value& value);

// The value as the end of a name: letters, digits and `_`. A hash follows where these cannot tell
// two values apart. `ops@example.com` is `ops_example_com_` and six letters, `example.com`
// `example_com`.
[[nodiscard]] std::string name_of(const Graph& graph, const Value& value);

}  // namespace svc::graph
