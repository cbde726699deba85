// The part of a job's state machine that runs its task once.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// Several tasks at once are the items of a `Map`, which runs up to 40 of them in parallel.
// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
[[nodiscard]] bool runs_several(const plan::Job& job);

// The state that starts the task, waits for its end, fails with it, limits its time and tries it
// again. Of several tasks its input is
// `{ input, index }`, else the input of the run. Adds the role of the task's disk, if it has one
// (the part DiskRole of the job).
[[nodiscard]] graph::Value run_state(Context& context, const plan::Job& job);

}  // namespace svc::lower
