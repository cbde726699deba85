// The parts of a network except its subnets: VPC endpoints, flow logs, and what connects its
// subnets to the outside. Part of lower_network().
#pragma once

#include <vector>

#include "lower/context.h"

namespace svc::lower {

// `tables` are all route tables of the network. Each gets the gateway endpoints.
void add_endpoints(Context& context, const plan::Network& network,
                   const std::vector<graph::NodeId>& tables);
void add_flow_logs(Context& context, const plan::Network& network);

// The prerequisites for outbound connections from a subnet group: routes, route table associations,
// and the endpoints through which tasks get images and secrets. Tasks that start earlier fail.
[[nodiscard]] const std::vector<graph::NodeId>& way_out(const Context& context,
                                                        const plan::Network& network,
                                                        std::string_view group);
void remember_way_out(Context& context, const plan::Network& network, std::string_view group,
                      graph::NodeId node);

}  // namespace svc::lower
