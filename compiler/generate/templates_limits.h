// The limits of AWS that only one target's schema says.
#pragma once

#include "generate/templates_resolve.h"

namespace svc::generate {

// Completes the limits of the other targets' schemas (words, ranges, lengths) with those of the
// first one, for properties that both write as they are. Terraform's schemas have next to none.
void share_limits(const ResolvedTemplate& resolved);

}  // namespace svc::generate
