// Storage of tasks: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
#include "lower/volumes.h"

#include "lower/iam.h"
#include "lower/task.h"

namespace svc::lower {

namespace {

graph::Value docker_volume(const Context& context, const sema::Block* docker) {
  if (docker == nullptr) return {};
  return graph::map({
                        {"scope", context.field(*docker, "scope")},
                        {"autoprovision", docker->flag("autoprovision") ? context.field(*docker, "autoprovision") : graph::Value()},
                        {"driver", context.field(*docker, "driver")},
                        {"driver_opts", free_map(context, *docker, "options")},
                        {"labels", free_map(context, *docker, "labels")},
                    })
      .at(docker->span);
}

// What is asked of each disk, for the services and jobs that run the task.
graph::Value disk(const Context& context, const sema::Block& ebs, graph::NodeId role) {
  constexpr std::int64_t gibibyte = 1024 * 1024 * 1024;
  return graph::map({
                        {"role_arn", graph::Ref{role, "arn"}},
                        {"encrypted", true},
                        {"volume_type", context.field(ebs, "type")},
                        {"size_in_gib", graph::Value((ebs.bytes("size") + gibibyte - 1) / gibibyte).at(ebs["size"].span)},
                        {"iops", context.field(ebs, "iops")},
                        {"throughput", context.field(ebs, "throughput")},
                        {"snapshot_id", context.field(ebs, "snapshot")},
                        {"filesystem_type", context.field(ebs, "format")},
                    })
      .at(ebs.span);
}

}  // namespace

const sema::Block* disk_of(const sema::Block& task) {
  for (const sema::Block* volume : task.nested("volume")) {
    if (volume->only("ebs") != nullptr) return volume;
  }
  return nullptr;
}

graph::Value volumes(const Context& context, const sema::Block& task) {
  std::vector<graph::Value> entries;
  for (const sema::Block* volume : task.nested("volume")) {
    const bool at_launch = volume->only("ebs") != nullptr;
    entries.push_back(graph::map({
                                     {"name", volume->name},
                                     {"configured_at_launch", at_launch ? graph::Value(true) : graph::Value()},
                                     {"host", volume->has("host") ? graph::map({{"source_path", context.field(*volume, "host")}}) : graph::Value()},
                                     {"docker_volume_configuration", docker_volume(context, volume->only("docker"))},
                                     {"efs_volume_configuration", file_system_volume(context, *volume)},
                                 })
                          .at(volume->span));
  }
  return entries.empty() ? graph::Value() : graph::list(std::move(entries));
}

graph::Value mount_points(const Context& context, const sema::Block& container) {
  std::vector<graph::Value> entries;
  for (const sema::Block* mount : container.nested("mount")) {
    entries.push_back(graph::map({
                                     {"source_volume", context.field(*mount, "volume")},
                                     {"container_path", graph::Value(mount->name).at(mount->name_span)},
                                     {"read_only", context.field(*mount, "read_only")},
                                 })
                          .at(mount->span));
  }
  return entries.empty() ? graph::Value() : graph::list(std::move(entries));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html
graph::Value disks_at_launch(Context& context, const sema::Block& workload, const sema::Block& task) {
  const sema::Block* volume = disk_of(task);
  if (volume == nullptr) return {};
  iam::RoleSpec spec;
  spec.name = workload.name + "_disks";
  spec.description = "ECS makes and attaches the disks of the tasks with it";
  spec.trust = iam::trust("ecs.amazonaws.com");
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  spec.managed.push_back(iam::managed_policy("service-role/AmazonECSInfrastructureRolePolicyForVolumes"));
  const graph::NodeId role = iam::add_role(context, workload, std::move(spec));
  context.remember(workload, "disk_role", role);
  return graph::list({graph::map({{"name", volume->name}, {"managed_ebs_volume", disk(context, *volume->only("ebs"), role)}}).at(volume->span)});
}

}  // namespace svc::lower
