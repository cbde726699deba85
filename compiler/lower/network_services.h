// What a network has beside its subnets: VPC endpoints and flow logs. Part of lower_network().
#pragma once

#include <vector>

#include "lower/context.h"

namespace svc::lower {

// `tables` are all route tables of the network: gateway endpoints stand in each.
void add_endpoints(Context& context, const plan::Network& network, const std::vector<graph::NodeId>& tables);
void add_flow_logs(Context& context, const plan::Network& network);

}  // namespace svc::lower
