// Patches: properties that the program itself sets, in the words of the target.
#pragma once

#include "emit/resources.h"

namespace svc::emit {

// Lays the graph's patches for this target over the properties of the resources that they name; check() then judges them like all others. Reports a patch
// that names no resource, or several.
void patch(Resources& resources, Sink& sink);

}  // namespace svc::emit
