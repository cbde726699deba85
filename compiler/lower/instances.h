// Capacity of a cluster: EC2 instances, instances that ECS manages, servers outside AWS. Part of
// lower_cluster().
#pragma once

#include <string>

#include "lower/context.h"

namespace svc::lower {

// Adds the Auto Scaling group of a `capacity ec2` block with all that it needs, and gives its
// capacity provider (instances.cpp).
graph::NodeId add_instances(Context& context, const sema::Block& cluster,
                            const sema::Block& capacity);
// The capacity provider of a `capacity managed` block, with the roles that it needs (managed.cpp).
graph::NodeId add_managed(Context& context, const sema::Block& cluster,
                          const sema::Block& capacity);
// Adds what external servers need to register: a role and an activation (managed.cpp).
void add_external(Context& context, const sema::Block& cluster, const sema::Block& capacity);

// The one security group of all instances of a cluster. Remembers its part InstanceOutbound, the
// rule that lets them reach the internet.
graph::NodeId instance_security_group(Context& context, const sema::Block& cluster);
// The name of a capacity provider in a form that AWS accepts; `name` in snake_case.
[[nodiscard]] std::string provider_name(const Context& context, const std::string& name);

}  // namespace svc::lower
