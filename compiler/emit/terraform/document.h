// The module as data.
#pragma once

#include "emit/document.h"
#include "graph/graph.h"

namespace svc::emit::terraform {

// The resources, parameters and outputs of the module, without printing.
[[nodiscard]] Document document(const graph::Graph& graph);

}  // namespace svc::emit::terraform
