#include "lower/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lower/iam.h"
#include "lower/network_services.h"
#include "plan/facts.h"

namespace svc::lower {

namespace {

bool is_windows(const sema::Block& capacity) {
  return capacity.symbol("ami").starts_with("windows");
}
bool is_bottlerocket(const sema::Block& capacity) {
  return capacity.symbol("ami").starts_with("bottlerocket");
}

// The newest ECS-optimised image at every launch:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket-retrieve-ami.html,
// .../retrieve-ecs-optimized_windows_AMI.html,
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html#use-an-ssm-parameter-instead-of-an-ami-id
std::string optimized_image(const sema::Block& capacity) {
  const std::string_view ami = capacity.symbol("ami");
  if (is_windows(capacity)) {  // windows_2022_core
    const std::string_view version = ami.substr(8, 4);
    return fmt::format(
        "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-{}-English-{}-ECS_Optimized/"
        "image_id",
        version, ami.ends_with("core") ? "Core" : "Full");
  }
  if (is_bottlerocket(capacity)) {
    return fmt::format("resolve:ssm:/aws/service/bottlerocket/aws-ecs-2{}/{}/latest/image_id",
                       ami.ends_with("_gpu") ? "-nvidia" : "",
                       ami.ends_with("_arm64") ? "arm64" : "x86_64");
  }
  const std::string_view variant = ami == "al2023_arm64"    ? "arm64/"
                                   : ami == "al2023_gpu"    ? "gpu/"
                                   : ami == "al2023_neuron" ? "neuron/"
                                                            : "";
  return fmt::format(
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/{}recommended/image_id",
      variant);
}

// The newest AMI of this account with the name.
graph::Value image_named(Context& context, const sema::Block& capacity, const std::string& node,
                         std::string_view name) {
  const Span span = capacity["own_ami"].span;
  const graph::NodeId id = context.add("ec2_image_lookup", node, capacity);
  set(context.node(id), "owners", graph::list({"self"}));
  set(context.node(id), "name", graph::Value(name).at(span));
  return graph::Value(graph::Ref{id, "id"}).at(span);
}

// An AMI of the program's own, by its id, by the parameter that holds it, or by its name.
graph::Value image_of(Context& context, const sema::Block& capacity, const std::string& node) {
  if (!capacity.has("own_ami"))
    return graph::Value(optimized_image(capacity)).at(capacity["ami"].span);
  constexpr std::string_view kParameter = "ssm:";
  constexpr std::string_view kName = "name:";
  const auto* text = capacity["own_ami"].get<std::string>();
  if (text != nullptr && text->starts_with(kName))
    return image_named(context, capacity, node, std::string_view(*text).substr(kName.size()));
  if (text == nullptr || !text->starts_with(kParameter)) return context.field(capacity, "own_ami");
  return graph::Value("resolve:" + *text).at(capacity["own_ami"].span);
}

// ---- User data: how an instance finds its cluster. Containers do not see the role of their
// instance. -----------------------------------------

using DataParts = std::vector<graph::Value>;

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
DataParts shell_data(const graph::Value& cluster, const sema::Block& capacity) {
  DataParts parts = {"#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'CONFIG'\nECS_CLUSTER=", cluster,
                     "\nECS_AWSVPC_BLOCK_IMDS=true\n"};
  if (capacity.flag("spot")) parts.emplace_back("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n");
  // An instance joins the cluster when it leaves the pool:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
  if (capacity.only("warm_pool") != nullptr) parts.emplace_back("ECS_WARM_POOLS_CHECK=true\n");
  parts.emplace_back("CONFIG\n");
  return parts;
}

bool runs_privileged(const Context& context, const sema::Block& capacity) {
  const auto privileged = [&](const plan::Workload& workload) {
    const bool here =
        std::any_of(workload.capacity.begin(), workload.capacity.end(),
                    [&](const plan::CapacityShare& share) { return share.instances == &capacity; });
    const auto containers = workload.task->block->nested("container");
    return here &&
           std::any_of(containers.begin(), containers.end(),
                       [](const sema::Block* container) { return container->flag("privileged"); });
  };
  const auto& services = context.plan.services;
  const auto& jobs = context.plan.jobs;
  return std::any_of(services.begin(), services.end(), privileged) ||
         std::any_of(jobs.begin(), jobs.end(), privileged);
}

// https://bottlerocket.dev/en/os/latest/api/settings/ecs/: privileged containers are disabled by
// default.
DataParts bottlerocket_data(const Context& context, const graph::Value& cluster,
                            const sema::Block& capacity) {
  DataParts parts = {"[settings.ecs]\ncluster = \"", cluster, "\"\nawsvpc-block-imds = true\n"};
  if (capacity.flag("spot")) parts.emplace_back("enable-spot-instance-draining = true\n");
  if (runs_privileged(context, capacity))
    parts.emplace_back("allow-privileged-containers = true\n");
  return parts;
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
DataParts powershell_data(const Context& context, const graph::Value& cluster,
                          const sema::Block& capacity) {
  DataParts parts = {
      "<powershell>\n[Environment]::SetEnvironmentVariable(\"ECS_ENABLE_AWSLOGS_EXECUTIONROLE_"
      "OVERRIDE\", $TRUE, \"Machine\")\n"};
  if (capacity.flag("spot"))
    parts.emplace_back(
        "[Environment]::SetEnvironmentVariable(\"ECS_ENABLE_SPOT_INSTANCE_DRAINING\", \"true\", "
        "\"Machine\")\n");
  parts.insert(parts.end(), {"Initialize-ECSAgent -Cluster '", cluster,
                             "' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS -LoggingDrivers "
                             "'[\"json-file\",\"awslogs\"]'\n"});
  if (capacity.has("user_data"))
    parts.insert(parts.end(), {context.field(capacity, "user_data"), "\n"});
  parts.emplace_back("</powershell>\n");
  return parts;
}

graph::Value user_data(const Context& context, const sema::Block& cluster,
                       const sema::Block& capacity) {
  const graph::Value name = context.attribute(cluster, "name");
  if (is_windows(capacity))
    return graph::base64(graph::concat(powershell_data(context, name, capacity)));
  DataParts parts = is_bottlerocket(capacity) ? bottlerocket_data(context, name, capacity)
                                              : shell_data(name, capacity);
  if (capacity.has("user_data")) {
    parts.push_back(context.field(capacity, "user_data"));
    parts.emplace_back("\n");
  }
  return graph::base64(graph::concat(std::move(parts)));
}

// The volume for images and containers. Bottlerocket keeps its system on another one.
// https://bottlerocket.dev/en/os/latest/concepts/components/#block-devices,
// https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/device_naming.html
graph::Value block_devices(const sema::Block& capacity) {
  constexpr std::int64_t kWindows = 50;  // GiB: the image is that large
  const sema::Value& size = capacity["volume"];
  const std::int64_t gib = (capacity.mebibytes("volume") + 1023) / 1024;
  const graph::Value volume =
      graph::Value(is_windows(capacity) && size.is_default ? kWindows : gib).at(size.span);
  return graph::list({graph::map({
      {"device_name", is_windows(capacity)        ? "/dev/sda1"
                      : is_bottlerocket(capacity) ? "/dev/xvdb"
                                                  : "/dev/xvda"},
      {"ebs", graph::map({{"volume_size", volume},
                          {"volume_type", "gp3"},
                          {"encrypted", true},
                          {"delete_on_termination", true}})},
  })});
}

// AWS takes a list, of one role.
graph::NodeId add_profile(Context& context, const sema::Block& owner, const std::string& name,
                          graph::Value role) {
  const graph::NodeId id = context.add("iam_instance_profile", name, owner);
  set(context.node(id), "roles", graph::list({std::move(role)}));
  return id;
}

// One role for all instances of a cluster, because their permissions are the same.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
graph::NodeId instance_profile(Context& context, const sema::Block& cluster,
                               const sema::Block& capacity) {
  if (const sema::Block* own = capacity.block("role"))
    return add_profile(context, capacity, cluster.name + "_" + capacity.name,
                       context.attribute(*own, "name").at(capacity["role"].span));
  if (context.has_part(cluster, PartKind::InstanceProfile))
    return context.part(cluster, PartKind::InstanceProfile);
  iam::RoleSpec spec;
  spec.name = cluster.name + "_instance";
  spec.trust = iam::trust("ec2.amazonaws.com");
  spec.managed = iam::instance_policies();
  const graph::NodeId role = iam::add_role(context, cluster, std::move(spec));
  const graph::NodeId profile =
      add_profile(context, cluster, cluster.name + "_instance", graph::Ref{role, "name"});
  context.remember(cluster, PartKind::InstanceRole, role);
  context.remember(cluster, PartKind::InstanceProfile, profile);
  return profile;
}

// Turns on trunking for the account, before the first instance asks for interfaces:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
std::optional<graph::NodeId> trunking(Context& context, const sema::Block& cluster,
                                      const sema::Block& capacity) {
  if (!capacity.flag("trunking")) return std::nullopt;
  const sema::Block& app = *context.program.app;
  if (context.has_part(app, PartKind::Trunking)) return context.part(app, PartKind::Trunking);
  const graph::NodeId id = context.add("ecs_account_setting", "trunking", cluster);
  context.remember(app, PartKind::Trunking, id);
  graph::Node& node = context.node(id);
  node.span = capacity.span;
  set(node, "name", "awsvpcTrunking");
  set(node, "value", "enabled");
  return id;
}

}  // namespace

// Tasks with their own network interfaces have their own security groups. For other tasks,
// balancers and services connect to the instance (lower/connections.cpp).
graph::NodeId instance_security_group(Context& context, const sema::Block& cluster) {
  if (context.has_part(cluster, PartKind::InstanceSecurityGroup))
    return context.part(cluster, PartKind::InstanceSecurityGroup);
  const std::string name = cluster.name + "_instances";
  const graph::NodeId id =
      add_security_group(context, cluster, name, "Instances of", *cluster.clause("network"));
  context.remember(cluster, PartKind::InstanceOutbound,
                   allow_outbound(context, cluster, name, id, "0.0.0.0/0",
                                  "ECS, registries and package sources"));
  context.remember(cluster, PartKind::InstanceSecurityGroup, id);
  return id;
}

namespace {

// The machine image is chosen by the processor, so a param that gives the type keeps to it. The
// names of Graviton have a `g` behind the generation; `a1` is the first of them.
// https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
graph::Value instance_type(Context& context, const sema::Block& capacity) {
  graph::Value type = context.field(capacity, "instance");
  const auto* param = type.get<graph::ParamRef>();
  const plan::InstanceType* known = plan::find_instance_type(capacity.text("instance"));
  if (param == nullptr || known == nullptr) return type;
  graph::Parameter& parameter = context.graph.parameters[param->parameter];
  if (parameter.pattern.empty() && parameter.allowed.empty())
    parameter.pattern = known->arm64 ? "([a-z]+[0-9]+[a-z]*g[a-z]*|a1)[.][a-z0-9-]+"
                                     : "[a-z]+-?[0-9]+[a-fh-z0-9-]*[.][a-z0-9-]+";
  return type;
}

graph::NodeId add_launch_template(Context& context, const sema::Block& cluster,
                                  const sema::Block& capacity, const std::string& name) {
  const graph::NodeId profile = instance_profile(context, cluster, capacity);
  const graph::NodeId group = instance_security_group(context, cluster);
  graph::Value image = image_of(context, capacity, name);
  const graph::NodeId id = context.add("ec2_launch_template", name, capacity);
  graph::Node& node = context.node(id);
  set(node, "image_id", std::move(image));
  set(node, "instance_type", instance_type(context, capacity));
  set(node, "user_data", user_data(context, cluster, capacity));
  set(node, "iam_instance_profile_arn", graph::Ref{profile, "arn"});
  set(node, "security_group_ids", graph::list({graph::Ref{group, "id"}}));
  set(node, "key_name", context.field(capacity, "key"));
  // Tokens only, and no further than the instance itself:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
  set(node, "metadata_options",
      graph::map({{"http_tokens", "required"}, {"http_put_response_hop_limit", 1}}));
  set(node, "block_device_mappings", block_devices(capacity));
  // The group tags the instances; nothing but this tags their volumes.
  graph::Map tags = *node.find("tags")->get<graph::Map>();
  for (const auto& [key, value] : context.graph.tags) tags.entries.emplace_back(key, value);
  set(node, "tag_specifications",
      graph::list({graph::map({{"resource_type", "volume"}, {"tags", std::move(tags)}})}));
  return id;
}

// The types that the group may start, the preferred one first; absent if there is only one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html: ECS
// supports no weights.
graph::Value type_overrides(const Context& context, const sema::Block& capacity) {
  if (capacity.items("types").empty()) return {};
  std::vector<graph::Value> overrides = {
      graph::map({{"instance_type", context.field(capacity, "instance")}})};
  for (const sema::Value& type : capacity.items("types"))
    overrides.push_back(graph::map({{"instance_type", context.value(type)}}).at(type.span));
  return graph::list(std::move(overrides));
}

// The group uses the launch template. Spot instances need a mixed-instances policy around it, which
// prefers pools with few interruptions; several types need one as well.
void set_launched(const Context& context, graph::Node& group, const sema::Block& capacity,
                  graph::NodeId launch_template) {
  const bool spot = capacity.flag("spot");
  graph::Value specification = graph::map({
      {"launch_template_id", graph::Ref{launch_template, "id"}},
      {"version", graph::Ref{launch_template, "latest_version"}},
  });
  graph::Value overrides = type_overrides(context, capacity);
  if (!spot && overrides.absent()) return set(group, "launch_template", std::move(specification));
  graph::Value distribution = graph::map({
      {"on_demand_base_capacity", 0},
      {"on_demand_percentage_above_base_capacity", spot ? 0 : 100},
      {"spot_allocation_strategy",
       spot ? graph::Value("price-capacity-optimized") : graph::Value()},
      {"on_demand_allocation_strategy", spot ? graph::Value() : graph::Value("prioritized")},
  });
  set(group, "mixed_instances_policy",
      graph::map({
                     {"launch_template",
                      graph::map({{"launch_template_specification", std::move(specification)},
                                  {"overrides", std::move(overrides)}})},
                     {"instances_distribution", std::move(distribution)},
                 })
          .at(capacity[spot ? "spot" : "types"].span));
}

// CloudFormation has a resource for the pool, Terraform a block of the group.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
void add_warm_pool(Context& context, const sema::Block& capacity, const std::string& name,
                   graph::NodeId group) {
  const sema::Block* pool = capacity.only("warm_pool");
  if (pool == nullptr) return;
  const std::string_view state = pool->symbol("state");
  const graph::Value settings = graph::map({
      {"min_size", context.field(*pool, "size")},
      {"max_group_prepared_capacity", context.field(*pool, "prepared")},
      {"pool_state", graph::Value(state == "running"      ? "Running"
                                  : state == "hibernated" ? "Hibernated"
                                                          : "Stopped")
                         .at((*pool)["state"].span)},
      {"instance_reuse_policy", graph::map({{"reuse_on_scale_in", context.field(*pool, "reuse")}})},
  });
  set(context.node(group), "warm_pool", graph::Value(settings).at(pool->span));
  graph::Node& node = context.node(context.add("autoscaling_warm_pool", name, *pool));
  set(node, "auto_scaling_group_name", graph::Ref{group, "name"});
  for (const auto& [key, value] : settings.get<graph::Map>()->entries) set(node, key, value);
}

// ECS changes the size within its bounds, so a desired capacity is only where it starts.
graph::NodeId add_group(Context& context, const sema::Block& cluster, const sema::Block& capacity,
                        const std::string& name, graph::NodeId launch_template) {
  const graph::NodeId id = context.add("autoscaling_group", name, capacity);
  context.remember(capacity, PartKind::InstanceGroup, id);
  graph::Node& node = context.node(id);
  const plan::Network& network = *context.plan.network(cluster.clause("network"));
  auto [least, most] = context.ends(capacity["size"]);
  set(node, "vpc_zone_identifier",
      context.attribute(*network.block, network.default_group()->name));
  set(node, "min_size", std::move(least));
  set(node, "max_size", std::move(most));
  if (capacity.has("desired"))
    set_initial(node, "desired_capacity", context.field(capacity, "desired"));
  set_launched(context, node, capacity, launch_template);
  // Managed termination protection requires it. Written in any case: the two belong together, and
  // a stack with protected instances cannot be deleted
  // (https://github.com/aws/aws-cdk/issues/18179).
  set(node, "new_instances_protected_from_scale_in", context.field(capacity, "protect"));
  // Instances follow their launch template: a new one starts before an old one is drained and ends.
  // CloudFormation's UpdatePolicy says the same (templates/autoscaling_group.yaml).
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
  set(node, "instance_refresh",
      graph::map({{"strategy", "Rolling"},
                  {"preferences", graph::map({{"min_healthy_percentage", 100},
                                              {"max_healthy_percentage", 110},
                                              {"scale_in_protected_instances", "Refresh"}})}}));
  set(node, "health_check_type", "EC2");
  set(node, "health_check_grace_period", 300);
  // ECS adds this tag itself. Without it here, Terraform would remove it:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
  graph::Map tags = *node.find("tags")->get<graph::Map>();
  tags.entries.emplace_back("AmazonECSManaged", "true");
  set(node, "tags", std::move(tags));
  for (const graph::NodeId before : way_out(context, network, network.default_group()->name))
    node.depends_on.push_back(before);
  node.depends_on.push_back(context.part(cluster, PartKind::InstanceOutbound));
  if (const auto setting = trunking(context, cluster, capacity))
    context.node(id).depends_on.push_back(*setting);
  return id;
}

// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
void scale_by_cpu(Context& context, const sema::Block& capacity, const std::string& name,
                  graph::NodeId group) {
  const sema::Block* scale = capacity.only("scale");
  if (scale == nullptr) return;
  graph::Node& node =
      context.node(context.add("autoscaling_scaling_policy", name + "_cpu", *scale));
  set(node, "policy_name", context.physical_name(name + "_cpu"));
  set(node, "auto_scaling_group_name", graph::Ref{group, "name"});
  set(node, "policy_type", "TargetTrackingScaling");
  set(node, "estimated_instance_warmup", context.field(*scale, "warmup"));
  set(node, "target_tracking_configuration",
      graph::map({{"target_value", context.field(*scale, "target")},
                  {"predefined_metric_specification",
                   graph::map({{"predefined_metric_type", "ASGAverageCPUUtilization"}})}}));
}

// If the group has its own scaling policy, ECS does not change its size.
graph::Value managed_scaling(const Context& context, const sema::Block& capacity) {
  if (const sema::Block* scale = capacity.only("scale"))
    return graph::map({{"status", "DISABLED"}}).at(scale->span);
  return graph::map({{"status", "ENABLED"},
                     {"target_capacity", context.field(capacity, "target")},
                     {"minimum_scaling_step_size", context.field(capacity, "step_min")},
                     {"maximum_scaling_step_size", context.field(capacity, "step_max")},
                     {"instance_warmup_period", context.field(capacity, "warmup")}});
}

}  // namespace

// AWS refuses names of providers that begin with its own:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
std::string provider_name(const Context& context, const std::string& name) {
  std::string physical = context.physical_name(name);
  for (const std::string_view reserved : {"aws", "ecs", "fargate"}) {
    if (physical.rfind(reserved, 0) == 0) return "svc-" + physical;
  }
  return physical;
}

graph::NodeId add_instances(Context& context, const sema::Block& cluster,
                            const sema::Block& capacity) {
  const std::string name = cluster.name + "_" + capacity.name;
  const graph::NodeId launch_template = add_launch_template(context, cluster, capacity, name);
  const graph::NodeId group = add_group(context, cluster, capacity, name, launch_template);
  scale_by_cpu(context, capacity, name, group);
  add_warm_pool(context, capacity, name, group);
  const graph::NodeId id = context.add("ecs_capacity_provider", name, capacity);
  context.remember(capacity, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "name", provider_name(context, name));
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
  set(node, "auto_scaling_group_provider",
      graph::map({
          {"auto_scaling_group_arn", graph::Ref{group, "arn"}},
          {"managed_scaling", managed_scaling(context, capacity)},
          {"managed_termination_protection",
           graph::Value(capacity.flag("protect") ? "ENABLED" : "DISABLED")
               .at(capacity["protect"].span)},
          {"managed_draining", "ENABLED"},
      }));
  return id;
}

}  // namespace svc::lower
