#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// The longest that SQS keeps a message, so that whoever looks into what failed has time.
constexpr int kDeadLetterRetention = 14 * 24 * 60 * 60;

graph::NodeId add_dead_letter(Context& context, const sema::Block& queue) {
  const std::string name = queue.name + "_dead_letter";
  const graph::NodeId id = context.add("sqs_queue", name, queue);
  graph::Node& node = context.node(id);
  set(node, "queue_name", context.physical_name(name));
  set(node, "message_retention_period", kDeadLetterRetention);
  set(node, "sqs_managed_sse_enabled", true);
  // Only its own queue may move messages here. The ARN is spelt out, since the queue itself refers to this one.
  set(node, "redrive_allow_policy", graph::map({
                                        {"redrivePermission", "byQueue"},
                                        {"sourceQueueArns", graph::list({iam::arn("sqs", context.physical_name(queue.name))})},
                                    }));
  return id;
}

}  // namespace

void lower_queue(Context& context, const sema::Block& queue) {
  const graph::NodeId id = context.add("sqs_queue", queue.name, queue);
  context.remember(queue, "main", id);
  graph::Node& node = context.node(id);
  set(node, "queue_name", graph::Value(context.physical_name(queue.name)).at(queue.name_span));
  set(node, "message_retention_period", context.field(queue, "retention"));
  set(node, "visibility_timeout", context.field(queue, "visibility"));
  set(node, "delay_seconds", context.field(queue, "delay"));
  set(node, "sqs_managed_sse_enabled", true);
  if (!queue.flag("dead_letter")) return;

  const graph::NodeId dead_letter = add_dead_letter(context, queue);
  context.remember(queue, "dead_letter", dead_letter);
  set(context.node(id), "redrive_policy", graph::map({
                                              {"deadLetterTargetArn", graph::Ref{dead_letter, "arn"}},
                                              {"maxReceiveCount", context.field(queue, "retries")},
                                          }));
}

}  // namespace svc::lower
