#include "lower/tracing.h"

#include "lower/task.h"

namespace svc::lower {

const sema::Block* tracing_of(const sema::Block& task) {
  const sema::Block* tracing = task.only("tracing");
  return tracing != nullptr && tracing->symbol("with") == "xray" ? tracing : nullptr;
}

// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html;
// none of them can be limited to a resource.
iam::Statement tracing_statement(const sema::Block& tracing) {
  return {true,
          {"xray:GetSamplingRules", "xray:GetSamplingStatisticSummaries", "xray:GetSamplingTargets",
           "xray:PutTelemetryRecords", "xray:PutTraceSegments"},
          {graph::Value("*")},
          {},
          tracing.span};
}

graph::Value tracer_definition(const Context& context, const plan::Task& task,
                               const sema::Block& tracing, std::optional<graph::NodeId> log_group) {
  graph::Value ports;
  if (task.mode == plan::NetworkMode::Bridge)
    ports = graph::list(
        {graph::map({{"container_port", 2000}, {"host_port", 0}, {"protocol", "udp"}})});
  graph::Value logs;
  if (log_group)
    logs = graph::map({{"log_driver", "awslogs"},
                       {"options", awslogs_options(context, task, nullptr, *log_group)}});
  return graph::map({
                        {"name", kTracer},
                        {"image", context.field(tracing, "image")},
                        {"essential", false},
                        {"memory_reservation", context.field(tracing, "memory")},
                        {"port_mappings", std::move(ports)},
                        {"log_configuration", std::move(logs)},
                    })
      .at(tracing.span);
}

}  // namespace svc::lower
