// What services and jobs wait for beyond the resources that they name.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// The way out of the subnets of a service or job. Tasks that start before their subnets lead
// anywhere fail to pull their images, and the circuit breaker may give up on them.
void wait_for_network(Context& context, const plan::Workload& workload);
// The services that it calls: a task knows the names that existed in the namespace before it
// started. If services call each other, neither can start first.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html#service-connect-concepts-deploy-order
void wait_for_called(Context& context, const plan::Service& service);

}  // namespace svc::lower
