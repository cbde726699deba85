// What else the deployment may give to params that the size of the system depends on.
#pragma once

#include "driver/pipeline.h"

namespace svc::driver {

// Judges a sound program once more for each value that such a param can have, and reports the
// errors that only this value has.
void check_possibilities(const sema::Input& input, const std::string& environment,
                         const sema::Program& program, Sink& sink);

}  // namespace svc::driver
