// Storage of tasks: volumes.cpp, and filesystem.cpp for those of EFS.
#pragma once

#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// The `volume` blocks of a task, in the order written; absent if there are none.
[[nodiscard]] graph::Value volumes(const Context& context, const sema::Block& task);
// The `efs` block of a volume; absent without one.
[[nodiscard]] graph::Value file_system_volume(const Context& context, const sema::Block& volume);
// The permissions of a task role to mount its volumes; empty without EFS.
[[nodiscard]] std::vector<iam::Statement> mount_statements(const Context& context,
                                                           const sema::Block& task);
// The file systems that a task mounts, each once.
[[nodiscard]] std::vector<const sema::Block*> mounted_file_systems(const sema::Block& task);

// The `mount` blocks of a container; absent if there are none.
[[nodiscard]] graph::Value mount_points(const Context& context, const sema::Block& container);

// The configuration of a service's disk for each task, and the role that ECS uses to attach it
// (remembered as the part DiskRole); absent without a disk.
[[nodiscard]] graph::Value disks_of_service(Context& context, const sema::Block& service,
                                            const sema::Block& task);
// The job's settings for it in the terms of RunTask, and the same role.
[[nodiscard]] graph::Value disks_of_run(Context& context, const sema::Block& job,
                                        const sema::Block& task);

}  // namespace svc::lower
