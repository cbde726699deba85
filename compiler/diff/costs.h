// The cost of a change per month, from the estimates of both sides.
#pragma once

#include <optional>
#include <string>

#include "diff/accepts.h"
#include "diff/report.h"

namespace svc::diff {

// The difference in one environment; nothing if the cost is the same, or if a side has the
// environment but not its cost. Either program may be null.
[[nodiscard]] std::optional<CostChange> cost_change(const Program* before, const Program* after,
                                                    const std::string& environment);

// Accepts the difference, if a comment next to the block that changes most says so.
void accept_cost(CostChange& change, Environment& environment, const Accepts& accepts);

// Adds the cost differences of an environment as a consequence.
void tell_costs(Environment& environment);

}  // namespace svc::diff
