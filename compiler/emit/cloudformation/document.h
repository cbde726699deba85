// The template as data.
#pragma once

#include "emit/document.h"
#include "graph/graph.h"

namespace svc::emit::cloudformation {

// The resources, parameters and outputs of the template, without printing.
[[nodiscard]] Document document(const graph::Graph& graph);

}  // namespace svc::emit::cloudformation
