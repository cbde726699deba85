// The checks of a program as its patches leave it.
#pragma once

#include "diagnostics/sink.h"
#include "plan/across.h"
#include "sema/program.h"

namespace svc::driver {

// Runs the checks on the program with its patches applied, and reports what they find only there.
// The program is unchanged afterwards.
void check_as_patched(sema::Program& program, const plan::Across& across, Sink& sink);

}  // namespace svc::driver
