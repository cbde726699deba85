#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// The maximum retention of SQS, which gives people time to look at failed messages.
constexpr int kDeadLetterRetention = 14 * 24 * 60 * 60;

// The name of a FIFO queue must end with `.fifo`.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queue-names.html
std::string queue_name(const Context& context, const sema::Block& queue, const std::string& name) {
  return context.physical_name(name) + (queue.flag("fifo") ? ".fifo" : "");
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
void set_fifo(const Context& context, const sema::Block& queue, graph::Node& node) {
  if (!queue.flag("fifo")) return;
  set(node, "fifo_queue", context.field(queue, "fifo"));
  set(node, "content_based_deduplication", context.field(queue, "deduplicate"));
  if (queue.symbol("throughput") != "high") return;
  const Span span = queue["throughput"].span;
  set(node, "deduplication_scope", graph::Value("messageGroup").at(span));
  set(node, "fifo_throughput_limit", graph::Value("perMessageGroupId").at(span));
}

void set_encryption(const Context& context, const sema::Block& queue, graph::Node& node) {
  if (queue.has("encryption"))
    set(node, "kms_master_key_id", context.field(queue, "encryption"));
  else
    set(node, "sqs_managed_sse_enabled", true);
}

graph::NodeId add_dead_letter(Context& context, const sema::Block& queue) {
  const std::string name = queue.name + "_dead_letter";
  const graph::NodeId id = context.add("sqs_queue", name, queue);
  graph::Node& node = context.node(id);
  set(node, "queue_name", queue_name(context, queue, name));
  if (queue.flag("fifo")) set(node, "fifo_queue", context.field(queue, "fifo"));
  set(node, "message_retention_period", kDeadLetterRetention);
  set_encryption(context, queue, node);
  // Only its own queue may move messages here. The ARN is spelt out, since the queue itself refers
  // to this one.
  set(node, "redrive_allow_policy",
      graph::map({
          {"redrivePermission", "byQueue"},
          {"sourceQueueArns",
           graph::list({iam::arn("sqs", queue_name(context, queue, queue.name))})},
      }));
  return id;
}

// Its attributes follow from its name:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
void define_existing_queue(Context& context, const sema::Block& queue) {
  const graph::Value name = context.field(queue, "name");
  context.define_attribute(queue, "name", name);
  context.define_attribute(queue, "arn", iam::arn("sqs", name));
  context.define_attribute(
      queue, "url",
      graph::concat({"https://sqs.", graph::Pseudo::Region, ".", graph::Pseudo::UrlSuffix, "/",
                     graph::Pseudo::AccountId, "/", name}));
}

void add_subscription(Context& context, const sema::Block& queue, graph::NodeId id,
                      const sema::Block& subscribe) {
  const sema::Block& topic = *subscribe.labels.front().block;
  graph::Node& node =
      context.node(context.add("sns_subscription", queue.name + "_" + topic.name, subscribe));
  set(node, "topic_arn", context.attribute(topic, "arn").at(subscribe.labels.front().span));
  set(node, "protocol", "sqs");
  set(node, "endpoint", graph::Ref{id, "arn"});
  const auto* filter = subscribe["filter"].get<sema::Object>();
  if (filter != nullptr && !filter->entries.empty())
    set(node, "filter_policy", context.field(subscribe, "filter"));
  set(node, "raw_message_delivery", context.field(subscribe, "raw"));
}

// https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html: the queue policy
// must allow exactly these topics to send.
std::vector<iam::Statement> add_subscriptions(Context& context, const sema::Block& queue,
                                              graph::NodeId id) {
  const std::vector<const sema::Block*> all = queue.nested("subscribe");
  if (all.empty()) return {};
  std::vector<graph::Value> topics;
  for (const sema::Block* subscribe : all) {
    topics.push_back(context.attribute(*subscribe->labels.front().block, "arn"));
    add_subscription(context, queue, id, *subscribe);
  }
  iam::Statement send{true, {"sqs:SendMessage"}, {graph::Ref{id, "arn"}},
                      {},   all.front()->span,   graph::map({{"Service", "sns.amazonaws.com"}})};
  send.condition =
      graph::map({{"ArnEquals", graph::map({{"aws:SourceArn", graph::list(std::move(topics))}})}});
  return {std::move(send)};
}

void add_queue_policy(Context& context, const sema::Block& queue, std::string_view name,
                      graph::NodeId id, std::vector<iam::Statement> statements) {
  statements.push_back(iam::tls_only("sqs:*", graph::Ref{id, "arn"}));
  graph::Node& policy = context.node(context.add("sqs_queue_policy", name, queue));
  set(policy, "queues", graph::list({graph::Ref{id, "url"}}));
  set(policy, "policy_document", iam::policy(statements));
}

}  // namespace

void lower_queue(Context& context, const sema::Block& queue) {
  if (queue.existing) {
    define_existing_queue(context, queue);
    return;
  }
  const graph::NodeId id = context.add("sqs_queue", queue.name, queue);
  context.remember(queue, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "queue_name", graph::Value(queue_name(context, queue, queue.name)).at(queue.name_span));
  set(node, "message_retention_period", context.field(queue, "retention"));
  set(node, "visibility_timeout", context.field(queue, "visibility"));
  set(node, "delay_seconds", context.field(queue, "delay"));
  set_encryption(context, queue, node);
  set_fifo(context, queue, node);
  add_queue_policy(context, queue, queue.name, id, add_subscriptions(context, queue, id));
  if (!queue.flag("dead_letter")) return;

  const graph::NodeId dead_letter = add_dead_letter(context, queue);
  context.remember(queue, PartKind::DeadLetter, dead_letter);
  add_queue_policy(context, queue, queue.name + "_dead_letter", dead_letter, {});
  set(context.node(id), "redrive_policy",
      graph::map({
          {"deadLetterTargetArn", graph::Ref{dead_letter, "arn"}},
          {"maxReceiveCount", context.field(queue, "retries")},
      }));
}

}  // namespace svc::lower
