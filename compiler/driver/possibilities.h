// What else the deployment may give to params that the size of the system depends on.
#pragma once

#include "driver/pipeline.h"

namespace svc::driver {

// Judges a sound program once more for each value that such a param can have, and reports the
// errors that only this value has.
void check_possibilities(const sema::Input& input, const std::string& environment,
                         const sema::Program& program, Sink& sink);

// Of the errors since `begin`, names the value of a param by which an error was found, if another
// value that the deployment may give does not have it.
void name_judged_values(const sema::Input& input, const std::string& environment,
                        const sema::Program& program, std::size_t begin, Sink& sink);

}  // namespace svc::driver
