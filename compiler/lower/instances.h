// EC2 capacity of a cluster. Part of lower_cluster().
#pragma once

#include "lower/context.h"

namespace svc::lower {

// Adds the Auto Scaling group of a `capacity ec2` block with all that it needs, and gives its capacity provider.
graph::NodeId add_instances(Context& context, const sema::Block& cluster, const sema::Block& capacity);

}  // namespace svc::lower
