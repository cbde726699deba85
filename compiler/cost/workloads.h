// The number and the cost of tasks and instances.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cost/estimate.h"

namespace svc::cost {

// The charges from counted tasks and instances, by node. Assumptions are added to `assumptions`.
[[nodiscard]] std::map<const graph::Node*, std::vector<Charge>> workload_charges(
    const graph::Graph& graph, const Prices& prices, double hours,
    std::vector<std::string>& assumptions);

}  // namespace svc::cost
