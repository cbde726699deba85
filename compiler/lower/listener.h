// Listeners of load balancers; balancers and routes add them.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// The ARN of a listener that has been added, or that exists already.
[[nodiscard]] std::string_view protocol_name(plan::Protocol protocol);  // "HTTP", "TCP" …
[[nodiscard]] graph::Value listener_arn(const Context& context, const plan::Balancer& balancer,
                                        const plan::Listener& listener);

// Adds the listener and remembers it as a part of the balancer. A request without a matching rule
// is redirected, or answered with 404.
graph::NodeId add_listener(Context& context, const plan::Balancer& balancer,
                           const plan::Listener& listener);

}  // namespace svc::lower
