// Shared by task.cpp, container.cpp and the pipeline's task definition file.
#pragma once

#include <optional>

#include "lower/context.h"

namespace svc::lower {

// ECS Exec is enabled for the task's containers.
[[nodiscard]] bool allows_exec(const plan::Task& task);
// `{ NAME = value }` as a list of `{ name, <key> }`, in the order written; absent if empty.
[[nodiscard]] graph::Value named_list(const Context& context, const sema::Value& object,
                                      std::string_view key);
// A map field with the user's keys; absent if empty.
[[nodiscard]] graph::Value free_map(const Context& context, const sema::Block& block,
                                    std::string_view field);

// A list of the program; absent if empty.
[[nodiscard]] graph::Value strings(const Context& context, const sema::Block& block,
                                   std::string_view field);
// A flag that is set; absent if it is not.
[[nodiscard]] graph::Value if_true(const Context& context, const sema::Block& block,
                                   std::string_view field);

// Kernel settings of a container (kernel.cpp); absent if there are none.
[[nodiscard]] graph::Value linux_parameters(const Context& context, const plan::Task& task,
                                            const sema::Block& container);
[[nodiscard]] graph::Value ulimits(const Context& context, const sema::Block& container);
[[nodiscard]] graph::Value system_controls(const Context& context, const sema::Block& container);

// Logs (logs.cpp). The container writes to CloudWatch.
[[nodiscard]] bool writes_awslogs(const sema::Block& container);
// The retention in days: the shortest that CloudWatch offers and that is long enough.
[[nodiscard]] std::int64_t retention_days(const sema::Block& container);
// The options of the driver `awslogs`, with those of a `logs` block, if there is one.
[[nodiscard]] graph::Value awslogs_options(const Context& context, const plan::Task& task,
                                           const sema::Block* logs, graph::NodeId log_group);
// The driver and its options; absent if the output is discarded.
[[nodiscard]] graph::Value log_configuration(const Context& context, const plan::Task& task,
                                             const sema::Block& container,
                                             std::optional<graph::NodeId> log_group);
// The configuration of a log router; absent for other containers.
[[nodiscard]] graph::Value firelens_configuration(const Context& context,
                                                  const sema::Block& container);

// One element of a task definition's container definitions.
[[nodiscard]] graph::Value container_definition(const Context& context, const plan::Task& task,
                                                const sema::Block& container,
                                                std::optional<graph::NodeId> log_group);

}  // namespace svc::lower
