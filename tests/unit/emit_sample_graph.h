// A graph with at least one node of every kind of templates/, as lowering would build it: what the
// emitters' tests and the checks with the real tools read.
#pragma once

#include "graph/graph.h"
#include "source/source_file.h"

namespace svc::test {

// The program that the spans of the sample point into.
[[nodiscard]] Sources sample_sources();
// Every kind; spans point into sample_sources(). With `later`, also what only a later AWS provider
// knows.
[[nodiscard]] graph::Graph sample_graph(bool later = false);

}  // namespace svc::test
