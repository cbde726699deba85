// The template as data.
#pragma once

#include "base/layout.h"
#include "emit/document.h"
#include "graph/graph.h"

namespace svc::emit::cloudformation {

// The resources, parameters and outputs of the template, without printing. Of a program that the
// layout divides, those of all stacks.
[[nodiscard]] Document document(const graph::Graph& graph, const Layout& layout);

}  // namespace svc::emit::cloudformation
