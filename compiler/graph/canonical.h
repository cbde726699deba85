// Values as texts that say the same of two programs that say the same: what names without a word of
// their own are made of, and by what lists without an order are sorted.
#pragma once

#include <string>

#include "graph/graph.h"

namespace svc::graph {

// The value as text, with kind and name of the nodes that it refers to: no number in it depends on
// what else the graph holds.
[[nodiscard]] std::string canonical_text(const Graph& graph, const Value& value);

// The value as the end of a name: letters, digits and `_`. What these cannot tell apart has a hash
// behind it. `ops@example.com` is `ops_example_com_` and six letters, `example.com` `example_com`.
[[nodiscard]] std::string name_of(const Graph& graph, const Value& value);

}  // namespace svc::graph
