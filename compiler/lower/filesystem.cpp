// File systems of EFS, and the volumes that are one:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/iam.h"
#include "lower/volumes.h"

namespace svc::lower {

namespace {

constexpr std::int64_t kDaySeconds = 24 * 60 * 60;

// "AFTER_30_DAYS"; one day and one year have no plural:
// https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html
graph::Value archive(const sema::Block& filesystem) {
  if (!filesystem.has("archive")) return {};
  const std::int64_t days = filesystem.seconds("archive") / kDaySeconds;
  const std::string after = fmt::format("AFTER_{}_DAY{}", days, days == 1 ? "" : "S");
  return graph::list({graph::map({{"transition_to_ia", after}})}).at(filesystem["archive"].span);
}

// Without a policy, a file system allows everyone who can reach it:
// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html. This policy requires
// an IAM permission and TLS. It names no resource, because it is attached to the only one possible.
graph::Value tls_only() {
  iam::Statement insecure{
      false, {"*"},
      {},    graph::map({{"Bool", graph::map({{"aws:SecureTransport", "false"}})}}),
      {},    graph::map({{"AWS", "*"}})};
  return iam::policy({insecure});
}

graph::NodeId add_mount_group(Context& context, const sema::Block& filesystem) {
  const graph::NodeId id = add_security_group(context, filesystem, filesystem.name,
                                              "Mount targets of", *filesystem.clause("network"));
  close_outbound(context, filesystem, filesystem.name, id);
  context.remember(filesystem, PartKind::SecurityGroup, id);
  return id;
}

// One in each zone, so that tasks find one in their zone.
void add_mount_targets(Context& context, const sema::Block& filesystem, graph::NodeId id) {
  const plan::Filesystem& plan = *context.plan.filesystems.find(&filesystem);
  const graph::Value subnets = context.attribute(*plan.network->block, plan.group->name);
  const graph::NodeId security_group = add_mount_group(context, filesystem);
  const auto* known = subnets.get<graph::List>();
  if (known == nullptr)
    throw std::logic_error("the subnets of " + filesystem.title() + " are not known");
  int number = 0;
  for (const graph::Value& subnet : known->items) {
    const graph::NodeId target = context.add(
        "efs_mount_target", fmt::format("{}_{}", filesystem.name, ++number), filesystem);
    context.remember(filesystem, PartKind::MountTarget, target);
    graph::Node& node = context.node(target);
    set(node, "file_system_id", graph::Ref{id, "id"});
    set(node, "subnet_id", subnet);
    set(node, "security_groups", graph::list({graph::Ref{security_group, "id"}}));
  }
}

// https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html
void add_access_point(Context& context, const sema::Block& filesystem, const sema::Block& access,
                      graph::NodeId id) {
  const graph::NodeId point =
      context.add("efs_access_point", filesystem.name + "_" + access.name, access);
  context.remember(access, PartKind::Main, point);
  graph::Node& node = context.node(point);
  set(node, "file_system_id", graph::Ref{id, "id"});
  set(node, "posix_user",
      graph::map({{"uid", context.field(access, "uid")}, {"gid", context.field(access, "gid")}}));
  set(node, "root_directory",
      graph::map({
          {"path", context.field(access, "path")},
          {"creation_info", graph::map({
                                {"owner_uid", context.field(access, "uid")},
                                {"owner_gid", context.field(access, "gid")},
                                {"permissions", context.field(access, "permissions")},
                            })},
      }));
}

const sema::Block* access_of(const sema::Block& efs) {
  if (!efs.has("access")) return nullptr;
  const std::vector<const sema::Block*> all = efs.block("filesystem")->nested("access");
  const auto found = std::find_if(all.begin(), all.end(), [&](const sema::Block* access) {
    return access->name == efs.text("access");
  });
  if (found == all.end())
    throw std::logic_error(efs.block("filesystem")->title() + " has no such access");
  return *found;
}

// Some container of the task writes to the volume.
bool is_written(const sema::Block& task, const sema::Block& volume) {
  for (const sema::Block* container : task.nested("container")) {
    for (const sema::Block* mount : container->nested("mount")) {
      if (mount->text("volume") == volume.name && !mount->flag("read_only")) return true;
    }
  }
  return false;
}

}  // namespace

void lower_filesystem(Context& context, const sema::Block& filesystem) {
  if (filesystem.existing) {
    const graph::Value id = context.field(filesystem, "id");
    context.define_attribute(filesystem, "id", id);
    context.define_attribute(filesystem, "arn",
                             iam::arn("elasticfilesystem", graph::concat({"file-system/", id})));
    return;
  }
  const graph::NodeId id = context.add("efs_file_system", filesystem.name, filesystem);
  context.remember(filesystem, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "encrypted", true);
  set(node, "kms_key_id", context.field(filesystem, "encryption"));
  set(node, "performance_mode", "generalPurpose");
  set(node, "throughput_mode", context.field(filesystem, "throughput"));
  set(node, "backup_status",
      graph::Value(filesystem.flag("backup") ? "ENABLED" : "DISABLED")
          .at(filesystem["backup"].span));
  set(node, "file_system_policy", tls_only());
  set(node, "lifecycle_policies", archive(filesystem));
  add_mount_targets(context, filesystem, id);
  for (const sema::Block* access : filesystem.nested("access"))
    add_access_point(context, filesystem, *access, id);
}

graph::Value file_system_volume(const Context& context, const sema::Block& volume) {
  const sema::Block* efs = volume.only("efs");
  if (efs == nullptr) return {};
  const sema::Block* access = access_of(*efs);
  const graph::Value point =
      access == nullptr ? graph::Value()
                        : graph::Value(graph::Ref{context.part(*access, PartKind::Main), "id"});
  return graph::map({
                        {"file_system_id", context.attribute(*efs->block("filesystem"), "id")},
                        {"root_directory", context.field(*efs, "root")},
                        {"transit_encryption", "ENABLED"},
                        {"authorization_config",
                         graph::map({{"access_point_id", point}, {"iam", "ENABLED"}})},
                    })
      .at(efs->span);
}

// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#efs-client-actions.
// Without an access point, the containers connect as root. Otherwise EFS maps root to the user
// `nobody`.
std::vector<iam::Statement> mount_statements(const Context& context, const sema::Block& task) {
  std::vector<iam::Statement> statements;
  for (const sema::Block* volume : task.nested("volume")) {
    const sema::Block* efs = volume->only("efs");
    if (efs == nullptr) continue;
    iam::Statement mount{true,
                         {"elasticfilesystem:ClientMount"},
                         {context.attribute(*efs->block("filesystem"), "arn")},
                         {},
                         efs->span};
    const bool writes = is_written(task, *volume);
    const sema::Block* access = access_of(*efs);
    if (writes && access == nullptr)
      mount.actions.emplace_back("elasticfilesystem:ClientRootAccess");
    if (writes) mount.actions.emplace_back("elasticfilesystem:ClientWrite");
    if (access != nullptr) {
      mount.condition =
          graph::map({{"StringEquals",
                       graph::map({{"elasticfilesystem:AccessPointArn",
                                    graph::Ref{context.part(*access, PartKind::Main), "arn"}}})}});
    }
    statements.push_back(std::move(mount));
  }
  return statements;
}

std::vector<const sema::Block*> mounted_file_systems(const sema::Block& task) {
  std::vector<const sema::Block*> result;
  for (const sema::Block* volume : task.nested("volume")) {
    const sema::Block* efs = volume->only("efs");
    if (efs == nullptr) continue;
    const sema::Block* filesystem = efs->block("filesystem");
    if (std::find(result.begin(), result.end(), filesystem) == result.end())
      result.push_back(filesystem);
  }
  return result;
}

}  // namespace svc::lower
