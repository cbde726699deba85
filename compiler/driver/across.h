// What an environment must know about the others of its program: pipelines deploy to other
// accounts.
#pragma once

#include "plan/across.h"
#include "sema/analyze.h"

namespace svc::driver {

// Analyses the other environments where they can matter: the program has pipelines, and an
// environment has an account or region of its own. Their mistakes are not reported here.
[[nodiscard]] plan::Across across_environments(const sema::Program& program,
                                               const sema::Input& input);

}  // namespace svc::driver
