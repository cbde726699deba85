// What task.cpp, container.cpp and the pipeline's task definition file share.
#pragma once

#include <optional>

#include "lower/context.h"

namespace svc::lower {

// Somebody may `aws ecs execute-command` into the task's containers.
[[nodiscard]] bool allows_exec(const plan::Task& task);
// `{ NAME = value }` as a list of `{ name, <key> }`, in the order written; absent without entries.
[[nodiscard]] graph::Value named_list(const Context& context, const sema::Value& object,
                                      std::string_view key);
// A field that is a map with the user's own keys; absent without entries.
[[nodiscard]] graph::Value free_map(const Context& context, const sema::Block& block,
                                    std::string_view field);

// A list of the program; absent where it is empty.
[[nodiscard]] graph::Value strings(const Context& context, const sema::Block& block,
                                   std::string_view field);
// A flag that is set; absent where it is not.
[[nodiscard]] graph::Value if_true(const Context& context, const sema::Block& block,
                                   std::string_view field);

// What a container asks of the kernel (kernel.cpp); absent where it asks nothing.
[[nodiscard]] graph::Value linux_parameters(const Context& context, const plan::Task& task,
                                            const sema::Block& container);
[[nodiscard]] graph::Value ulimits(const Context& context, const sema::Block& container);
[[nodiscard]] graph::Value system_controls(const Context& context, const sema::Block& container);

// Logs (logs.cpp). The container writes to CloudWatch.
[[nodiscard]] bool writes_awslogs(const sema::Block& container);
// How many days of its output are kept: the shortest time that CloudWatch offers and that is not
// too short.
[[nodiscard]] std::int64_t retention_days(const sema::Block& container);
// The options of the driver `awslogs`, with those of a `logs` block, if there is one.
[[nodiscard]] graph::Value awslogs_options(const Context& context, const plan::Task& task,
                                           const sema::Block* logs, graph::NodeId log_group);
// The driver and its options; absent where nobody takes the output.
[[nodiscard]] graph::Value log_configuration(const Context& context, const plan::Task& task,
                                             const sema::Block& container,
                                             std::optional<graph::NodeId> log_group);
// Of a container that is a log router; else absent.
[[nodiscard]] graph::Value firelens_configuration(const Context& context,
                                                  const sema::Block& container);

// One element of a task definition's container definitions.
[[nodiscard]] graph::Value container_definition(const Context& context, const plan::Task& task,
                                                const sema::Block& container,
                                                std::optional<graph::NodeId> log_group);

}  // namespace svc::lower
