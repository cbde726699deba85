// The checks of a program as its patches leave it.
#pragma once

#include "diagnostics/sink.h"
#include "sema/program.h"

namespace svc::driver {

// Reports what the checks say only of the program as its patches leave it. The program is the same
// afterwards.
void check_as_patched(sema::Program& program, Sink& sink);

}  // namespace svc::driver
