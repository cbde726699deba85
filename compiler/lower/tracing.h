// The X-Ray daemon of a task with `tracing`:
// https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
#pragma once

#include <optional>
#include <string_view>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// The name of its container.
inline constexpr std::string_view kTracer = "xray";

// The `tracing` block of a task with tracing; null for others.
[[nodiscard]] const sema::Block* tracing_of(const sema::Block& task);
// The daemon's permissions, as part of the task role.
[[nodiscard]] iam::Statement tracing_statement(const sema::Block& tracing);
// Its container definition. Its logs go where the other containers' logs go, if they use
// CloudWatch.
[[nodiscard]] graph::Value tracer_definition(const Context& context, const plan::Task& task,
                                             const sema::Block& tracing,
                                             std::optional<graph::NodeId> log_group);

}  // namespace svc::lower
