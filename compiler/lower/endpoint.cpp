// Interface endpoints:
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#include "lower/network_services.h"

namespace svc::lower {

namespace {

graph::Value service_name(const Context& context, const sema::Block& endpoint) {
  const auto* text = endpoint["service"].get<std::string>();
  const bool whole = text == nullptr || text->find("com.amazonaws.") != std::string::npos ||
                     text->rfind("aws.", 0) == 0;
  if (whole) return context.field(endpoint, "service");
  return graph::concat({"com.amazonaws.", graph::Pseudo::Region, "." + *text})
      .at(endpoint["service"].span);
}

graph::NodeId add_endpoint_group(Context& context, const sema::Block& endpoint) {
  const std::string name = endpoint.name + "_endpoint";
  const graph::NodeId id =
      add_security_group(context, endpoint, name, "Endpoint", *endpoint.clause("network"));
  close_outbound(context, endpoint, name, id);
  context.remember(endpoint, PartKind::SecurityGroup, id);
  return id;
}

}  // namespace

void lower_endpoint(Context& context, const sema::Block& block) {
  const plan::Endpoint& endpoint = *context.plan.endpoints.find(&block);
  const graph::NodeId group = add_endpoint_group(context, block);
  const graph::NodeId id = context.add("ec2_vpc_endpoint", block.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "vpc_id", context.attribute(*endpoint.network->block, "id"));
  set(node, "service_name", service_name(context, block));
  set(node, "vpc_endpoint_type", "Interface");
  set(node, "subnet_ids", context.attribute(*endpoint.network->block, endpoint.group->name));
  set(node, "security_group_ids", graph::list({graph::Ref{group, "id"}}));
  set(node, "private_dns_enabled",
      graph::Value(endpoint.private_dns).at(block["private_dns"].span));
  // Tasks may need it to start, for any target.
  for (const plan::SubnetGroup& each : endpoint.network->groups)
    remember_way_out(context, *endpoint.network, each.name, id);
}

}  // namespace svc::lower
