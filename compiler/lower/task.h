// What task.cpp, container.cpp and the pipeline's task definition file share.
#pragma once

#include <optional>

#include "lower/context.h"

namespace svc::lower {

// Somebody may `aws ecs execute-command` into the task's containers.
[[nodiscard]] bool allows_exec(const plan::Task& task);
// The log group into which a container writes, through CloudWatch.
[[nodiscard]] bool writes_awslogs(const sema::Block& container);
// How many days of its output are kept: the shortest time that CloudWatch offers and that is not too short.
[[nodiscard]] std::int64_t retention_days(const sema::Block& container);

// One element of a task definition's container definitions.
[[nodiscard]] graph::Value container_definition(const Context& context, const plan::Task& task, const sema::Block& container,
                                                std::optional<graph::NodeId> log_group);

}  // namespace svc::lower
