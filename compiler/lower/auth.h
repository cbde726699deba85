// Logins at a load balancer: the `auth` block of a route.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// The actions of a rule as they are after somebody has logged in: the login, then `actions`.
// Without an `auth` block, `actions` as they are.
[[nodiscard]] graph::Value after_login(Context& context, const sema::Block& route,
                                       graph::Value actions);

}  // namespace svc::lower
