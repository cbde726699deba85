// Shared by service.cpp, codedeploy.cpp and the pipeline.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "lower/iam.h"

namespace svc::lower {

// The security group of tasks that have interfaces of their own, remembered as the part
// SecurityGroup of the service or job.
void add_task_group(Context& context, const plan::Workload& workload);

// The name of a capacity provider. Servers outside AWS have none.
[[nodiscard]] graph::Value provider_of(const Context& context, const plan::CapacityShare& share);
// The capacity provider strategy of a service, as a list of { capacity_provider, base, weight };
// absent if it is just Fargate.
[[nodiscard]] graph::Value capacity_strategy(const Context& context, const plan::Service& service);

// The `place` and `constrain` blocks of a service (placement.cpp); absent if there are none.
[[nodiscard]] graph::Value placement_strategies(const Context& context, const sema::Block& service);
[[nodiscard]] graph::Value placement_constraints(const Context& context,
                                                 const sema::Block& service);

// Those of a service. A daemon has no count: while the first deployment holds it, no instance fits.
[[nodiscard]] graph::Value held_constraints(const Context& context, const sema::Block& service);

// The alarms that roll a release back; absent if there are none. For `deploy` blocks that ECS
// carries out.
[[nodiscard]] graph::Value rollback_alarms(const Context& context, const sema::Block& deploy);

// Releases in which ECS itself moves the traffic (traffic.cpp). In order: the role that it uses,
// remembered as the service's part TrafficRole; its settings for a route (absent for
// other releases); and the deployment configuration.
void add_traffic_role(Context& context, const plan::Service& service);
[[nodiscard]] graph::Value advanced_configuration(const Context& context,
                                                  const plan::Service& service,
                                                  const plan::Route& route);
[[nodiscard]] graph::Value traffic_shift(const Context& context, const plan::Service& service);

// The `hooks` of a release (hooks.cpp). In order: the permissions to call them, empty without any;
// the role that ECS uses for it, remembered as the service's parts HookRole and HookPolicy; their
// settings for ECS (absent without any); and for CodeDeploy, the function
// of each event.
[[nodiscard]] std::vector<iam::Statement> hook_statements(const Context& context,
                                                          const plan::Service& service);
void add_hook_role(Context& context, const plan::Service& service);
[[nodiscard]] graph::Value lifecycle_hooks(const Context& context, const plan::Service& service);
[[nodiscard]] std::vector<std::pair<std::string_view, graph::Value>> codedeploy_hooks(
    const Context& context, const plan::Service& service);

// The name of the private DNS zone of a cluster (cluster.cpp).
[[nodiscard]] graph::Value dns_namespace_name(const Context& context, const sema::Block& cluster);

// Names in DNS (discovery.cpp): the Cloud Map service of a service with a `discover` block,
// remembered as its part Discovery; and its settings in the ECS service, absent without one.
void add_discovery(Context& context, const plan::Service& service);
[[nodiscard]] graph::Value service_registries(const Context& context, const plan::Service& service);

// The application, the deployment group and the role that CodeDeploy uses for a service that it
// deploys. Remembers the parts DeployApplication, DeployGroup and
// DeployRole of the service.
void lower_codedeploy(Context& context, const plan::Service& service);

}  // namespace svc::lower
