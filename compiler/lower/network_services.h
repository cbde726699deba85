// What a network has beside its subnets: VPC endpoints and flow logs. Part of lower_network(). And
// what stands between its subnets and the world.
#pragma once

#include <vector>

#include "lower/context.h"

namespace svc::lower {

// `tables` are all route tables of the network: gateway endpoints stand in each.
void add_endpoints(Context& context, const plan::Network& network,
                   const std::vector<graph::NodeId>& tables);
void add_flow_logs(Context& context, const plan::Network& network);

// What must stand before something in the subnets of a group reaches the world: the routes and the
// associations of their tables, and the endpoints through which tasks get their images and secrets.
// Tasks that start earlier fail.
[[nodiscard]] const std::vector<graph::NodeId>& way_out(const Context& context,
                                                        const plan::Network& network,
                                                        std::string_view group);
void remember_way_out(Context& context, const plan::Network& network, std::string_view group,
                      graph::NodeId node);

}  // namespace svc::lower
