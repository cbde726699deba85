// Shared by job.cpp and triggers.cpp.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// The `trigger` blocks of a job, which start its state machine, and their roles.
void add_triggers(Context& context, const sema::Block& job, graph::NodeId machine);

}  // namespace svc::lower
