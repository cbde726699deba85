// Program and Plan → Graph
#pragma once

#include "graph/graph.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::lower {

// Returns the resources of one environment. The program and its plan must be free of errors; then
// nothing can fail.
[[nodiscard]] graph::Graph lower(const sema::Program& program, const plan::Plan& plan,
                                 const Sources& sources);

}  // namespace svc::lower
