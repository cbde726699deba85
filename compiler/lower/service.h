// What service.cpp, codedeploy.cpp and the pipeline share.
#pragma once

#include "lower/context.h"

namespace svc::lower {

// On what a service runs, as a list of { capacity_provider, base, weight }; absent where it says no more than "on Fargate".
[[nodiscard]] graph::Value capacity_strategy(const Context& context, const plan::Service& service);

// The application, the deployment group and the role with which CodeDeploy releases a service; for one whose controller it is. Remembers the parts
// "deploy_application", "deploy_group" and "deploy_role" of the service.
void lower_codedeploy(Context& context, const plan::Service& service);

}  // namespace svc::lower
