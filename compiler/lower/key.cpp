#include <algorithm>

#include "lower/iam.h"

namespace svc::lower {

namespace {

bool encrypts(const sema::Block& block, const sema::Block& key) {
  return !block.existing && block.block("encryption") == &key;
}

bool notified(const Context& context, const sema::Block& topic) {
  for (const std::string_view kind : {"alarm", "composite_alarm"}) {
    for (const sema::Block* alarm : context.program.created(kind)) {
      for (const sema::Value& item : alarm->items("notify")) {
        const auto* const* block = item.get<const sema::Block*>();
        if (block != nullptr && *block == &topic) return true;
      }
    }
  }
  return false;
}

bool encrypts_logs(const Context& context, const sema::Block& key) {
  for (const plan::Task& task : context.plan.tasks) {
    for (const sema::Block* container : task.block->nested("container")) {
      const sema::Block* logs = container->only("logs");
      if (logs != nullptr && logs->block("encryption") == &key) return true;
    }
  }
  return false;
}

iam::Statement for_service(graph::Value service, std::vector<std::string> actions,
                           graph::Value condition) {
  return {true,
          std::move(actions),
          {graph::Value("*")},
          std::move(condition),
          {},
          graph::map({{"Service", std::move(service)}})};
}

// Services of AWS that use the key for what the program asks of them: SNS delivers to a queue,
// CloudWatch publishes to a topic, CloudWatch Logs keeps a log group.
// https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html,
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services,
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
void add_services(const Context& context, const sema::Block& key,
                  std::vector<iam::Statement>& statements) {
  const std::vector<std::string> use = {"kms:Decrypt", "kms:GenerateDataKey*"};
  const auto& program = context.program;
  const auto queues = program.created("queue");
  if (std::any_of(queues.begin(), queues.end(), [&](const sema::Block* queue) {
        return encrypts(*queue, key) && !queue->nested("subscribe").empty();
      }))
    statements.push_back(for_service("sns.amazonaws.com", use, iam::same_account()));
  const auto topics = program.created("topic");
  if (std::any_of(topics.begin(), topics.end(), [&](const sema::Block* topic) {
        return encrypts(*topic, key) && notified(context, *topic);
      }))
    statements.push_back(for_service("cloudwatch.amazonaws.com", use, iam::same_account()));
  if (!encrypts_logs(context, key)) return;
  const graph::Value groups = iam::arn("logs", "*");
  statements.push_back(for_service(
      graph::concat({"logs.", graph::Pseudo::Region, ".amazonaws.com"}),
      {"kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"},
      graph::map({{"ArnLike", graph::map({{"kms:EncryptionContext:aws:logs:arn", groups}})}})));
}

graph::Value key_policy(const Context& context, const sema::Block& key) {
  std::vector<iam::Statement> statements = {iam::own_key()};
  add_services(context, key, statements);
  return iam::policy(statements);
}

}  // namespace

void lower_key(Context& context, const sema::Block& key) {
  if (key.existing) {
    context.define_attribute(key, "arn", context.field(key, "arn"));
    return;
  }
  const graph::NodeId id = context.add("kms_key", key.name, key);
  context.remember(key, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "description", context.field(key, "description"));
  set(node, "enable_key_rotation", context.field(key, "rotate"));
  set(node, "pending_window_in_days",
      graph::Value((key.seconds("window") + 86'399) / 86'400).at(key["window"].span));
  set(node, "key_policy", key_policy(context, key));
  graph::Node& alias = context.node(context.add("kms_alias", key.name, key));
  set(alias, "alias_name",
      graph::Value("alias/" + context.physical_name(key.name)).at(key.name_span));
  set(alias, "target_key_id", graph::Ref{id, "id"});
}

}  // namespace svc::lower
