// A graph with at least one node of every kind in templates/, as lowering would build it, for the
// emitters' tests and the checks with real tools.
#pragma once

#include "graph/graph.h"
#include "source/source_file.h"

namespace svc::test {

// The program that the spans of the sample point into.
[[nodiscard]] Sources sample_sources();
// Every kind; spans point into sample_sources(). With `later`, also features of later AWS
// providers.
[[nodiscard]] graph::Graph sample_graph(bool later = false);

}  // namespace svc::test
