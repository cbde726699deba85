// What resources in the words of a target wait for.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// A raw resource waits for the blocks of its `DependsOn`, and for those with names that are known
// before they exist (`service/${cluster.name}/${api.name}`), unless these wait for it. To be called
// when everything is lowered.
void wait_for_named(Context& context);

}  // namespace svc::lower
