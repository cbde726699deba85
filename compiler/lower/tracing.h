// The X-Ray daemon of a task with `tracing`:
// https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
#pragma once

#include <optional>
#include <string_view>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// What its container is called.
inline constexpr std::string_view kTracer = "xray";

// The `tracing` block of a task that is traced; null for others.
[[nodiscard]] const sema::Block* tracing_of(const sema::Block& task);
// What the daemon may do, as a part of the task's own role.
[[nodiscard]] iam::Statement tracing_statement(const sema::Block& tracing);
// Its container definition; its output goes where that of the other containers does, if they write
// to CloudWatch.
[[nodiscard]] graph::Value tracer_definition(const Context& context, const plan::Task& task,
                                             const sema::Block& tracing,
                                             std::optional<graph::NodeId> log_group);

}  // namespace svc::lower
