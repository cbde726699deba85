// The resources of a program, for the commands that look at them instead of writing them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/engine.h"
#include "graph/graph.h"

namespace svc::driver {

// The resources of one environment; nothing after a report.
[[nodiscard]] std::optional<graph::Graph> checked_graph(const Engine& engine,
                                                        EnvironmentState& environment);

// Every requested environment. Empty after an error; the engine has the diagnostic.
[[nodiscard]] std::vector<graph::Graph> graphs(Engine& engine,
                                               const std::optional<std::string>& environment);

}  // namespace svc::driver
