#include "lower/iam.h"

namespace svc::lower {

namespace {

// Everyone with an IAM permission in this account:
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
graph::Value key_policy() {
  const graph::Value account = graph::concat(
      {"arn:", graph::Pseudo::Partition, ":iam::", graph::Pseudo::AccountId, ":root"});
  return iam::policy({iam::Statement{
      true, {"kms:*"}, {graph::Value("*")}, {}, {}, graph::map({{"AWS", account}})}});
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
  set(node, "key_policy", key_policy());
  graph::Node& alias = context.node(context.add("kms_alias", key.name, key));
  set(alias, "alias_name",
      graph::Value("alias/" + context.physical_name(key.name)).at(key.name_span));
  set(alias, "target_key_id", graph::Ref{id, "id"});
}

}  // namespace svc::lower
