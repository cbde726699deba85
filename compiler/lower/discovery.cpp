// Names of services in DNS, which Cloud Map keeps:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
#include "lower/service.h"

namespace svc::lower {

void add_discovery(Context& context, const plan::Service& service) {
  const sema::Block& block = *service.block;
  const sema::Block* discover = block.only("discover");
  if (discover == nullptr) return;
  const graph::NodeId id = context.add("servicediscovery_service", block.name, *discover);
  context.remember(block, PartKind::Discovery, id);
  graph::Node& node = context.node(id);
  const graph::Value name_space =
      graph::Ref{context.part(*service.cluster, PartKind::DnsNamespace), "id"};
  const bool srv = discover->symbol("dns") == "srv";
  set(node, "name", graph::Value(plan::discovery_name(service)).at(discover->span));
  set(node, "namespace_id", name_space);
  set(node, "dns_config",
      graph::map({
          {"namespace_id", name_space},
          {"routing_policy", "MULTIVALUE"},
          {"dns_records", graph::list({graph::map({{"type", srv ? "SRV" : "A"},
                                                   {"ttl", context.field(*discover, "ttl")}})})},
      }));
  // ECS reports the health of its tasks.
  set(node, "health_check_custom_config", graph::map({{"failure_threshold", 1}}));
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
graph::Value service_registries(const Context& context, const plan::Service& service) {
  const sema::Block* discover = service.block->only("discover");
  if (discover == nullptr) return {};
  graph::Map registry;
  registry.entries.emplace_back(
      "registry_arn", graph::Ref{context.part(*service.block, PartKind::Discovery), "arn"});
  if (service.discovered) {
    registry.entries.emplace_back("container_name", service.discovered->container->name);
    registry.entries.emplace_back(
        "container_port",
        graph::Value(service.discovered->port->integer("container")).at(discover->span));
  }
  return graph::list({graph::Value(std::move(registry)).at(discover->span)});
}

}  // namespace svc::lower
