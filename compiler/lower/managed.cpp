// Capacity that is not an Auto Scaling group: instances that ECS manages, and servers outside AWS.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html,
// .../ecs-anywhere.html
#include "lower/iam.h"
#include "lower/instances.h"
#include "lower/network_services.h"
#include "lower/task.h"

namespace svc::lower {

namespace {

// ---- Managed instances
// -----------------------------------------------------------------------------------------------------------------------

// One profile for all managed instances of a cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
graph::NodeId managed_profile(Context& context, const sema::Block& cluster) {
  if (context.has_part(cluster, PartKind::ManagedProfile))
    return context.part(cluster, PartKind::ManagedProfile);
  iam::RoleSpec spec;
  spec.name = cluster.name + "_managed";
  spec.trust = iam::trust("ec2.amazonaws.com");
  spec.managed = {iam::managed_policy("AmazonECSInstanceRolePolicyForManagedInstances")};
  const graph::NodeId role = iam::add_role(context, cluster, std::move(spec));
  const graph::NodeId profile =
      context.add("iam_instance_profile", cluster.name + "_managed", cluster);
  set(context.node(profile), "roles", graph::list({graph::Ref{role, "name"}}));
  context.remember(cluster, PartKind::ManagedRole, role);
  context.remember(cluster, PartKind::ManagedProfile, profile);
  return profile;
}

// The role that ECS uses to start and stop them. The managed policy can pass only roles named
// `ecsInstanceRole…`, a fixed name that exists once per account, so this policy allows passing the
// role of these instances.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
graph::NodeId infrastructure_role(Context& context, const sema::Block& cluster) {
  if (context.has_part(cluster, PartKind::InfrastructureRole))
    return context.part(cluster, PartKind::InfrastructureRole);
  iam::RoleSpec spec;
  spec.name = cluster.name + "_infrastructure";
  spec.trust = iam::trust_ecs();
  spec.managed = {iam::managed_policy("AmazonECSInfrastructureRolePolicyForManagedInstances")};
  const graph::NodeId role = iam::add_role(context, cluster, std::move(spec));
  context.remember(cluster, PartKind::InfrastructureRole, role);
  const iam::Statement pass{
      true,
      {"iam:PassRole"},
      {graph::Ref{context.part(cluster, PartKind::ManagedRole), "arn"}},
      graph::map({{"StringLike", graph::map({{"iam:PassedToService", "ec2.*"}})}}),
      {}};
  context.remember(
      cluster, PartKind::InfrastructurePolicy,
      iam::add_policy(context, cluster, cluster.name + "_infrastructure", role, {pass}));
  return role;
}

// A number is the least and the most.
graph::Value bounds(const sema::Block& capacity, std::string_view field) {
  if (!capacity.has(field)) return {};
  const auto* range = capacity[field].get<sema::Range>();
  const std::int64_t least = range != nullptr ? range->min : capacity.integer(field);
  const std::int64_t most = range != nullptr ? range->max : least;
  return graph::map({{"min", least}, {"max", most}}).at(capacity[field].span);
}

graph::Value memory_bounds(const sema::Block& capacity) {
  const auto bound = [&](std::string_view field) {
    return capacity.has(field) ? graph::Value(capacity.mebibytes(field)).at(capacity[field].span)
                               : graph::Value();
  };
  graph::Value least = bound("memory_min");
  return graph::map(
      {{"min", least.absent() ? graph::Value(1) : std::move(least)}, {"max", bound("memory_max")}});
}

graph::Value manufacturers(const sema::Block& capacity) {
  std::vector<graph::Value> names;
  for (const sema::Value& item : capacity.items("processors")) {
    const auto* word = item.get<sema::Symbol>();
    if (word != nullptr)
      names.push_back(graph::Value(word->name == "graviton" ? "amazon-web-services" : word->name)
                          .at(item.span));
  }
  return names.empty() ? graph::Value()
                       : graph::list(std::move(names)).at(capacity["processors"].span);
}

// The program's requirements for instances; absent if ECS decides. As soon as one is given, AWS
// requires the number of CPUs and the memory.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
graph::Value requirements(const Context& context, const sema::Block& capacity) {
  bool asked = false;
  for (const std::string_view field : {"vcpus", "memory_min", "memory_max", "gpus", "burstable"})
    asked = asked || capacity.has(field);
  for (const std::string_view field : {"processors", "types", "exclude"})
    asked = asked || !capacity.items(field).empty();
  if (!asked) return {};
  const bool gpus = capacity.has("gpus");
  return graph::map({
      {"v_cpu_count", capacity.has("vcpus") ? bounds(capacity, "vcpus") : graph::map({{"min", 1}})},
      {"memory_mib", memory_bounds(capacity)},
      {"accelerator_count", bounds(capacity, "gpus")},
      {"accelerator_types", gpus ? graph::list({"gpu"}) : graph::Value()},
      {"accelerator_manufacturers", gpus ? graph::list({"nvidia"}) : graph::Value()},
      {"cpu_manufacturers", manufacturers(capacity)},
      {"burstable_performance", context.field(capacity, "burstable")},
      {"allowed_instance_types", strings(context, capacity, "types")},
      {"excluded_instance_types", strings(context, capacity, "exclude")},
  });
}

graph::Value launch_template(Context& context, const sema::Block& cluster,
                             const sema::Block& capacity) {
  const plan::Network& network = *context.plan.network(cluster.clause("network"));
  const graph::NodeId group = instance_security_group(context, cluster);
  return graph::map({
      {"capacity_option_type",
       capacity.flag("spot") ? graph::Value("SPOT").at(capacity["spot"].span) : graph::Value()},
      {"ec2_instance_profile_arn", graph::Ref{managed_profile(context, cluster), "arn"}},
      {"monitoring", graph::Value(capacity.flag("detailed_monitoring") ? "DETAILED" : "BASIC")
                         .at(capacity["detailed_monitoring"].span)},
      {"network_configuration",
       graph::map({
           {"subnets", context.attribute(*network.block, network.default_group()->name)},
           {"security_groups", graph::list({graph::Ref{group, "id"}})},
       })},
      {"storage_configuration",
       graph::map({{"storage_size_gib", graph::Value((capacity.mebibytes("volume") + 1023) / 1024)
                                            .at(capacity["volume"].span)}})},
      {"instance_requirements", requirements(context, capacity)},
  });
}

}  // namespace

graph::NodeId add_managed(Context& context, const sema::Block& cluster,
                          const sema::Block& capacity) {
  const std::string name = cluster.name + "_" + capacity.name;
  graph::Value launch = launch_template(context, cluster, capacity);
  const graph::NodeId role = infrastructure_role(context, cluster);
  const graph::NodeId id = context.add("ecs_capacity_provider", name, capacity);
  context.remember(capacity, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "name", provider_name(context, name));
  set(node, "cluster_name", context.attribute(cluster, "name"));
  set(node, "managed_instances_provider",
      graph::map({
          {"infrastructure_role_arn", graph::Ref{role, "arn"}},
          {"propagate_tags", "CAPACITY_PROVIDER"},
          {"instance_launch_template", std::move(launch)},
      }));
  const plan::Network& network = *context.plan.network(cluster.clause("network"));
  for (const graph::NodeId before : way_out(context, network, network.default_group()->name))
    node.depends_on.push_back(before);
  for (const PartKind part : {PartKind::InstanceOutbound, PartKind::InfrastructurePolicy})
    node.depends_on.push_back(context.part(cluster, part));
  return id;
}

// ---- Servers outside AWS
// ---------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html
void add_external(Context& context, const sema::Block& cluster, const sema::Block& capacity) {
  iam::RoleSpec spec;
  spec.name = cluster.name + "_server";
  spec.trust = iam::trust("ssm.amazonaws.com", iam::same_account());
  spec.managed = {iam::managed_policy("AmazonSSMManagedInstanceCore"),
                  iam::managed_policy("service-role/AmazonEC2ContainerServiceforEC2Role")};
  const graph::NodeId role = iam::add_role(context, capacity, std::move(spec));
  context.remember(capacity, PartKind::Role, role);
  const graph::NodeId id = context.add("ssm_activation", cluster.name + "_server", capacity);
  context.remember(capacity, PartKind::Activation, id);
  graph::Node& node = context.node(id);
  set(node, "description", "Servers of cluster " + context.physical_name(cluster.name));
  set(node, "iam_role", graph::Ref{role, "name"});
  set(node, "registration_limit", context.field(capacity, "servers"));
}

}  // namespace svc::lower
