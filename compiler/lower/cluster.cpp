// Clusters. Their capacity of instances is in instances.cpp and managed.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "lower/iam.h"
#include "lower/instances.h"
#include "lower/service.h"

namespace svc::lower {

graph::Value dns_namespace_name(const Context& context, const sema::Block& cluster) {
  return cluster.has("dns_namespace") ? context.field(cluster, "dns_namespace")
                                      : context.physical_name(cluster.name) + ".internal";
}

namespace {

std::string_view insights_of(const sema::Block& cluster) {
  const std::string_view insights = cluster.symbol("insights");
  if (insights == "off") return "disabled";
  return insights == "enhanced" ? "enhanced" : "enabled";
}

// Whether any task of the cluster runs on Fargate.
bool runs_fargate(const Context& context, const sema::Block& cluster) {
  const auto here = [&](const plan::Workload& workload) {
    return workload.cluster == &cluster && workload.on_fargate();
  };
  return std::any_of(context.plan.services.begin(), context.plan.services.end(), here) ||
         std::any_of(context.plan.jobs.begin(), context.plan.jobs.end(), here);
}

// The providers of the cluster: those of its capacity blocks, and both of Fargate if any task runs
// there. So a service can change from one to the other (ECS does not remove a provider that a
// service uses). Services can use no others.
std::vector<graph::Value> providers(Context& context, const sema::Block& cluster) {
  std::vector<graph::Value> names;
  const bool fargate = runs_fargate(context, cluster);
  if (fargate) names = {"FARGATE", "FARGATE_SPOT"};
  for (const sema::Block* capacity : cluster.nested("capacity")) {
    const std::string_view what = capacity->labels.front().text;
    if (fargate && (what == "fargate" || what == "fargate_spot")) continue;
    if (what == "fargate") {
      names.push_back(graph::Value("FARGATE").at(capacity->span));
    } else if (what == "fargate_spot") {
      names.push_back(graph::Value("FARGATE_SPOT").at(capacity->span));
    } else if (what == "ec2") {
      names.push_back(graph::Value(graph::Ref{add_instances(context, cluster, *capacity), "name"})
                          .at(capacity->span));
    } else if (what == "managed") {
      // ECS makes it part of the cluster, and PutClusterCapacityProviders refuses it:
      // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
      add_managed(context, cluster, *capacity);
    } else if (what == "external") {
      add_external(context, cluster, *capacity);
    }
  }
  return names;
}

graph::Value default_strategy(const Context& context, const sema::Block& cluster) {
  std::vector<graph::Value> shares;
  for (const plan::CapacityShare& share : context.plan.cluster_defaults.at(&cluster)) {
    shares.push_back(graph::map({{"capacity_provider", provider_of(context, share)},
                                 {"base", share.base},
                                 {"weight", share.weight}})
                         .at(share.span));
  }
  return graph::list(std::move(shares));
}

// Service Connect needs a namespace. It is free, but is created only if something uses it. An
// existing cluster may have one, known by its name:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
// (namespace)
void add_namespace(Context& context, const sema::Block& cluster) {
  if (cluster.existing && cluster.has("namespace"))
    return context.define_attribute(cluster, "namespace", context.field(cluster, "namespace"));
  const auto& services = context.plan.services;
  const bool used = std::any_of(services.begin(), services.end(), [&](const plan::Service& s) {
    return s.cluster == &cluster && !s.exposes.empty();
  });
  if (!used && !cluster.has("namespace")) return;
  const graph::NodeId id = context.add("servicediscovery_http_namespace", cluster.name, cluster);
  context.define_attribute(cluster, "namespace", graph::Ref{id, "arn"});
  graph::Node& node = context.node(id);
  set(node, "name",
      cluster.has("namespace") ? context.field(cluster, "namespace")
                               : graph::Value(context.physical_name(cluster.name)));
  set(node, "description", "Services of cluster " + context.physical_name(cluster.name));
}

// The private DNS zone for service names:
// https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html. It is
// separate from the Service Connect namespace, because the names would conflict.
void add_dns_namespace(Context& context, const sema::Block& cluster) {
  const auto& services = context.plan.services;
  const bool used = std::any_of(services.begin(), services.end(), [&](const plan::Service& s) {
    return s.cluster == &cluster && s.block->only("discover") != nullptr;
  });
  if (!used) return;
  const graph::NodeId id =
      context.add("servicediscovery_private_dns_namespace", cluster.name, cluster);
  context.remember(cluster, PartKind::DnsNamespace, id);
  graph::Node& node = context.node(id);
  set(node, "name", dns_namespace_name(context, cluster));
  set(node, "description",
      "Names of the services of cluster " + context.physical_name(cluster.name));
  set(node, "vpc", context.attribute(*cluster.clause("network"), "id"));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
graph::Value session_logs(Context& context, const sema::Block& cluster) {
  if (!cluster.has("exec_logs")) return {};
  const Span span = cluster["exec_logs"].span;
  const graph::NodeId id = context.add("logs_log_group", cluster.name + "_exec", cluster);
  context.remember(cluster, PartKind::ExecLogs, id);
  set(context.node(id), "log_group_name",
      fmt::format("/ecs/{}/{}/exec", context.graph.prefix(), cluster.name));
  set(context.node(id), "retention_in_days",
      context.given_or(cluster["exec_logs"], cluster.seconds("exec_logs") / 86'400));
  return graph::map({{"execute_command_configuration",
                      graph::map({
                          {"logging", "OVERRIDE"},
                          {"log_configuration",
                           graph::map({{"cloud_watch_log_group_name", graph::Ref{id, "name"}}})},
                      })}})
      .at(span);
}

}  // namespace

void lower_cluster(Context& context, const sema::Block& cluster) {
  if (cluster.existing) {
    const graph::Value name = context.field(cluster, "name");
    context.define_attribute(cluster, "name", name);
    context.define_attribute(cluster, "arn", iam::arn("ecs", graph::concat({"cluster/", name})));
  }
  add_namespace(context, cluster);
  add_dns_namespace(context, cluster);
  if (cluster.existing) return;
  graph::Value sessions = session_logs(context, cluster);
  const graph::NodeId id = context.add("ecs_cluster", cluster.name, cluster);
  context.remember(cluster, PartKind::Main, id);
  set(context.node(id), "cluster_name", context.physical_name(cluster.name));
  set(context.node(id), "cluster_settings",
      graph::list({graph::map({{"name", "containerInsights"}, {"value", insights_of(cluster)}})
                       .at(cluster["insights"].span)}));
  set(context.node(id), "configuration", std::move(sessions));

  std::vector<graph::Value> names = providers(context, cluster);
  if (names.empty() && context.plan.cluster_defaults.at(&cluster).empty()) return;
  const graph::NodeId associations =
      context.add("ecs_cluster_capacity_provider_associations", cluster.name, cluster);
  context.remember(cluster, PartKind::Associations, associations);
  graph::Node& node = context.node(associations);
  set(node, "cluster", graph::Ref{id, "name"});
  set(node, "capacity_providers", graph::list(std::move(names)));
  set(node, "default_capacity_provider_strategy", default_strategy(context, cluster));
}

}  // namespace svc::lower
