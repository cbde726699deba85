#include "graph/canonical.h"
#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// A policy takes the place of the one that SNS gives to a topic. Like that one, it lets the
// services of the account publish, such as CloudWatch:
// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
void add_topic_policy(Context& context, const sema::Block& topic, graph::NodeId id) {
  iam::Statement owner{true, {"sns:Publish"},           {graph::Ref{id, "arn"}}, {},
                       {},   graph::map({{"AWS", "*"}})};
  owner.condition =
      graph::map({{"StringEquals", graph::map({{"aws:SourceOwner", graph::Pseudo::AccountId}})}});
  graph::Node& policy = context.node(context.add("sns_topic_policy", topic.name, topic));
  set(policy, "topics", graph::list({graph::Ref{id, "arn"}}));
  set(policy, "policy_document",
      iam::policy({std::move(owner), iam::tls_only("sns:Publish", graph::Ref{id, "arn"})}));
}

}  // namespace

// No encryption unless the program gives a KMS key: AWS services such as CloudWatch cannot publish
// to a topic that uses the AWS managed key of SNS.
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
void lower_topic(Context& context, const sema::Block& topic) {
  if (topic.existing) {
    const std::string_view arn = topic.text("arn");
    context.define_attribute(topic, "arn", context.field(topic, "arn"));
    context.define_attribute(topic, "name", arn.substr(arn.rfind(':') + 1));
    return;
  }
  const graph::NodeId id = context.add("sns_topic", topic.name, topic);
  context.remember(topic, PartKind::Main, id);
  set(context.node(id), "topic_name",
      graph::Value(context.physical_name(topic.name) + (topic.flag("fifo") ? ".fifo" : ""))
          .at(topic.name_span));
  if (topic.flag("fifo")) {
    set(context.node(id), "fifo_topic", context.field(topic, "fifo"));
    set(context.node(id), "content_based_deduplication", context.field(topic, "deduplicate"));
  }
  set(context.node(id), "kms_master_key_id", context.field(topic, "encryption"));
  set(context.node(id), "display_name", context.field(topic, "display_name"));
  add_topic_policy(context, topic, id);
  for (const sema::Value& email : topic.items("emails")) {
    const graph::Value address = context.value(email);
    graph::Node& node = context.node(
        context.add("sns_subscription",
                    topic.name + "_email_" + graph::name_of(context.graph, address), topic));
    set(node, "topic_arn", graph::Ref{id, "arn"});
    set(node, "protocol", "email");
    set(node, "endpoint", address);
    node.span = email.span;
  }
}

}  // namespace svc::lower
