// Storage of tasks:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
#include "lower/volumes.h"

#include "lower/iam.h"
#include "lower/task.h"

namespace svc::lower {

namespace {

graph::Value docker_volume(const Context& context, const sema::Block* docker) {
  if (docker == nullptr) return {};
  return graph::map({
                        {"scope", context.field(*docker, "scope")},
                        {"autoprovision", docker->flag("autoprovision")
                                              ? context.field(*docker, "autoprovision")
                                              : graph::Value()},
                        {"driver", context.field(*docker, "driver")},
                        {"driver_opts", free_map(context, *docker, "options")},
                        {"labels", free_map(context, *docker, "labels")},
                    })
      .at(docker->span);
}

// The settings of each EBS volume, in the terms of a service's template or of the API.
enum class Words : std::uint8_t { Template, Api };

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeConfiguration.html;
// ECS deletes it with the task of either.
graph::Value disk(const Context& context, const sema::Block& ebs, graph::NodeId role, Words words) {
  constexpr std::int64_t gibibyte = 1024 * 1024 * 1024;
  const auto name = [words](std::string_view in_template, std::string_view in_api) {
    return std::string(words == Words::Api ? in_api : in_template);
  };
  return graph::map(
             {
                 {name("role_arn", "RoleArn"), graph::Ref{role, "arn"}},
                 {name("encrypted", "Encrypted"), true},
                 {name("volume_type", "VolumeType"), context.field(ebs, "type")},
                 {name("size_in_gib", "SizeInGiB"),
                  graph::Value((ebs.bytes("size") + gibibyte - 1) / gibibyte).at(ebs["size"].span)},
                 {name("iops", "Iops"), context.field(ebs, "iops")},
                 {name("throughput", "Throughput"), context.field(ebs, "throughput")},
                 {name("snapshot_id", "SnapshotId"), context.field(ebs, "snapshot")},
                 {name("filesystem_type", "FilesystemType"), context.field(ebs, "format")},
             })
      .at(ebs.span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html
graph::Value disks_at_launch(Context& context, const sema::Block& workload, const sema::Block& task,
                             Words words) {
  const sema::Block* volume = plan::disk_of(task);
  if (volume == nullptr) return {};
  iam::RoleSpec spec;
  spec.name = workload.name + "_disks";
  spec.trust = iam::trust_ecs();
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  spec.managed.push_back(
      iam::managed_policy("service-role/AmazonECSInfrastructureRolePolicyForVolumes"));
  const graph::NodeId role = iam::add_role(context, workload, std::move(spec));
  context.remember(workload, PartKind::DiskRole, role);
  const bool api = words == Words::Api;
  return graph::list({graph::map({{api ? "Name" : "name", volume->name},
                                  {api ? "ManagedEBSVolume" : "managed_ebs_volume",
                                   disk(context, *volume->only("ebs"), role, words)}})
                          .at(volume->span)});
}

}  // namespace

graph::Value volumes(const Context& context, const sema::Block& task) {
  std::vector<graph::Value> entries;
  for (const sema::Block* volume : task.nested("volume")) {
    const bool at_launch = volume->only("ebs") != nullptr;
    entries.push_back(
        graph::map(
            {
                {"name", volume->name},
                {"configured_at_launch", at_launch ? graph::Value(true) : graph::Value()},
                {"host", volume->has("host")
                             ? graph::map({{"source_path", context.field(*volume, "host")}})
                             : graph::Value()},
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
    entries.push_back(
        graph::map({
                       {"source_volume", context.field(*mount, "volume")},
                       {"container_path", graph::Value(mount->name).at(mount->name_span)},
                       {"read_only", context.field(*mount, "read_only")},
                   })
            .at(mount->span));
  }
  return entries.empty() ? graph::Value() : graph::list(std::move(entries));
}

graph::Value disks_of_service(Context& context, const sema::Block& service,
                              const sema::Block& task) {
  return disks_at_launch(context, service, task, Words::Template);
}

graph::Value disks_of_run(Context& context, const sema::Block& job, const sema::Block& task) {
  return disks_at_launch(context, job, task, Words::Api);
}

}  // namespace svc::lower
