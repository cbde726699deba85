// Logins at a load balancer: the `auth` block of a route.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// The actions of a rule: the login of an `auth` block, if there is one, then `actions`.
[[nodiscard]] graph::Value after_login(Context& context, const sema::Block& route,
                                       graph::Value actions);

}  // namespace svc::lower
