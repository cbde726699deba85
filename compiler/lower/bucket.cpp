#include "lower/bucket.h"

#include <algorithm>
#include <cctype>

namespace svc::lower {

namespace {

// Terraform appends 26 characters to a bucket_prefix and S3 allows 63.
constexpr std::size_t kLongestBucketPrefix = 37;

std::string bucket_prefix(const Context& context, std::string_view name) {
  std::string prefix = context.physical_name(name).substr(0, kLongestBucketPrefix - 1) + "-";
  std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return prefix;
}

graph::Value rule(std::string_view id, std::string_view what, std::int64_t days) {
  return graph::map({{"id", id}, {"status", "Enabled"}, {"prefix", ""}, {std::string(what), days}});
}

std::int64_t days_of(const sema::Block& bucket, std::string_view field) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  return (bucket.seconds(field) + kDay - 1) / kDay;
}

graph::Value lifecycle(const sema::Block& bucket) {
  constexpr std::int64_t kUploadDays = 7;
  std::vector<graph::Value> rules = {
      rule("uploads", "abort_incomplete_multipart_upload_days", kUploadDays)};
  if (bucket.has("expire"))
    rules.push_back(
        rule("expire", "expiration_in_days", days_of(bucket, "expire")).at(bucket["expire"].span));
  if (bucket.flag("versions")) {
    rules.push_back(
        rule("versions", "noncurrent_version_expiration_days", days_of(bucket, "expire_versions"))
            .at(bucket["expire_versions"].span));
  }
  return graph::list(std::move(rules));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#attach-bucket-policy
std::vector<iam::Statement> access_logs(const Context& context, const sema::Block& bucket,
                                        graph::NodeId id) {
  std::vector<iam::Statement> statements;
  for (const plan::Balancer& balancer : context.plan.balancers) {
    const sema::Block& block = *balancer.block;
    if (block.existing || block.block("access_logs") != &bucket) continue;
    const graph::Value prefix = block.has("access_logs_prefix")
                                    ? context.field(block, "access_logs_prefix")
                                    : graph::Value(block.name);
    statements.push_back(
        {true,
         {"s3:PutObject"},
         {graph::concat(
             {graph::Ref{id, "arn"}, "/", prefix, "/AWSLogs/", graph::Pseudo::AccountId, "/*"})},
         {},
         block["access_logs"].span,
         graph::map({{"Service", "logdelivery.elasticloadbalancing.amazonaws.com"}})});
  }
  return statements;
}

// The line that asks for the bucket's events: its own, or that of a job or pipeline; invalid if
// there is none.
Span asks_for_events(const Context& context, const sema::Block& bucket) {
  if (bucket.flag("events")) return bucket["events"].span;
  for (const plan::Job& job : context.plan.jobs) {
    for (const sema::Block* trigger : job.block->nested("trigger", "object")) {
      if (trigger->block("bucket") == &bucket) return trigger->span;
    }
  }
  for (const sema::Block* pipeline : context.program.created("pipeline")) {
    for (const sema::Block* source : pipeline->nested("source", "s3")) {
      if (source->block("bucket") == &bucket) return source->span;
    }
  }
  return {};
}

// `known_as`: its exact name; absent: one of its own that begins with its physical name.
graph::NodeId add_bucket(Context& context, const sema::Block& owner, std::string_view name,
                         bool versions, const graph::Value& known_as) {
  const graph::NodeId id = context.add("s3_bucket", name, owner);
  graph::Node& node = context.node(id);
  if (known_as.absent())
    set(node, "bucket_prefix", bucket_prefix(context, name));
  else
    set(node, "bucket_name", known_as);
  for (const std::string_view flag : {"block_public_acls", "block_public_policy",
                                      "ignore_public_acls", "restrict_public_buckets"})
    set(node, flag, true);
  set(node, "sse_algorithm", "AES256");
  if (versions) set(node, "versioning_status", "Enabled");
  set(node, "object_ownership", "BucketOwnerEnforced");
  return id;
}

}  // namespace

graph::NodeId add_private_bucket(Context& context, const sema::Block& owner, std::string_view name,
                                 bool versions) {
  return add_bucket(context, owner, name, versions, {});
}

graph::NodeId add_artifact_bucket(Context& context, const sema::Block& owner, std::string_view name,
                                  const graph::Value& known_as) {
  // Artifacts are needed during the execution and for a short time after it.
  constexpr int kArtifactDays = 30;
  const graph::NodeId id = add_bucket(context, owner, name, true, known_as);
  set(context.node(id), "lifecycle_rules",
      graph::list({graph::map({
          {"id", "expire"},
          {"status", "Enabled"},
          {"prefix", ""},
          {"expiration_in_days", kArtifactDays},
          {"noncurrent_version_expiration_days", kArtifactDays},
          {"abort_incomplete_multipart_upload_days", 1},
      })}));
  return id;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit
graph::NodeId add_bucket_policy(Context& context, const sema::Block& owner, std::string_view name,
                                graph::NodeId bucket, std::vector<iam::Statement> statements) {
  const graph::Value arn = graph::Ref{bucket, "arn"};
  const graph::Value insecure =
      graph::map({{"Bool", graph::map({{"aws:SecureTransport", "false"}})}});
  statements.insert(
      statements.begin(),
      iam::Statement{false, {"s3:*"}, {arn, graph::concat({arn, "/*"})}, insecure, {}, "*"});
  const graph::NodeId id = context.add("s3_bucket_policy", name, owner);
  set(context.node(id), "bucket", graph::Ref{bucket, "name"});
  set(context.node(id), "policy_document", iam::policy(statements));
  return id;
}

void lower_bucket(Context& context, const sema::Block& bucket) {
  if (bucket.existing) {
    const graph::Value name = context.field(bucket, "name");
    context.define_attribute(bucket, "name", name);
    context.define_attribute(bucket, "arn",
                             graph::concat({"arn:", graph::Pseudo::Partition, ":s3:::", name}));
    return;
  }
  const graph::NodeId id =
      add_private_bucket(context, bucket, bucket.name, bucket.flag("versions"));
  context.remember(bucket, PartKind::Main, id);
  set(context.node(id), "lifecycle_rules", lifecycle(bucket));
  if (bucket.has("encryption")) {
    set(context.node(id), "sse_algorithm", graph::Value("aws:kms").at(bucket["encryption"].span));
    set(context.node(id), "kms_master_key_id", context.field(bucket, "encryption"));
    set(context.node(id), "bucket_key_enabled", true);
  }
  const Span asked = asks_for_events(context, bucket);
  if (asked.valid()) set(context.node(id), "event_bridge_enabled", graph::Value(true).at(asked));
  context.remember(
      bucket, PartKind::Policy,
      add_bucket_policy(context, bucket, bucket.name, id, access_logs(context, bucket, id)));
}

}  // namespace svc::lower
