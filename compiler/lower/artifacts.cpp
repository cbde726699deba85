#include "lower/artifacts.h"

#include "lower/bucket.h"
#include "lower/delivery.h"

namespace svc::lower {

namespace {

// Artifacts are needed during the execution and for a short time after it; then they expire.
constexpr int kArtifactDays = 30;

// A statement that lets the role of a delivery in: of the policy of the bucket, or of the key.
iam::Statement for_delivery(const Context& context, const plan::Delivery& delivery,
                            std::vector<std::string> actions, graph::Value resource) {
  const std::string& account = delivery.to.account;
  return {true,
          std::move(actions),
          {std::move(resource)},
          iam::only_role(account, plan::delivery_role(context.graph.app, delivery)),
          {},
          iam::account(account)};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
graph::NodeId add_key(Context& context, const sema::Block& pipeline, const std::string& name,
                      const std::vector<const plan::Delivery*>& deliveries) {
  std::vector<iam::Statement> statements = {iam::own_key()};
  for (const plan::Delivery* delivery : deliveries)
    statements.push_back(for_delivery(context, *delivery, {"kms:Decrypt", "kms:DescribeKey"}, "*"));
  const graph::NodeId id = context.add("kms_key", name, pipeline);
  graph::Node& node = context.node(id);
  set(node, "description", "Artifacts of pipeline " + pipeline.name);
  set(node, "enable_key_rotation", true);
  set(node, "key_policy", iam::policy(statements));
  return id;
}

}  // namespace

ArtifactStore add_artifact_store(Context& context, const sema::Block& pipeline) {
  const std::string name = pipeline.name + "_artifacts";
  const std::vector<const plan::Delivery*> deliveries = deliveries_of(context, pipeline);
  ArtifactStore store{add_private_bucket(context, pipeline, name, true)};
  if (!deliveries.empty()) store.key = add_key(context, pipeline, name, deliveries);
  graph::Node& node = context.node(store.bucket);
  if (store.key) {
    set(node, "sse_algorithm", "aws:kms");
    set(node, "kms_master_key_id", graph::Ref{*store.key, "arn"});
    set(node, "bucket_key_enabled", true);
  }
  set(node, "lifecycle_rules",
      graph::list({graph::map({
          {"id", "expire"},
          {"status", "Enabled"},
          {"prefix", ""},
          {"expiration_in_days", kArtifactDays},
          {"noncurrent_version_expiration_days", kArtifactDays},
          {"abort_incomplete_multipart_upload_days", 1},
      })}));
  std::vector<iam::Statement> statements;
  for (const plan::Delivery* delivery : deliveries) {
    const graph::Value arn = graph::Ref{store.bucket, "arn"};
    statements.push_back(for_delivery(context, *delivery, {"s3:GetObject", "s3:GetObjectVersion"},
                                      graph::concat({arn, "/*"})));
    statements.push_back(
        for_delivery(context, *delivery, {"s3:GetBucketLocation", "s3:ListBucket"}, arn));
  }
  add_bucket_policy(context, pipeline, name, store.bucket, std::move(statements));
  return store;
}

void allow_artifacts(const ArtifactStore& store, std::vector<iam::Statement>& statements) {
  statements.push_back({true,
                        {"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
                        {graph::concat({graph::Ref{store.bucket, "arn"}, "/*"})},
                        {},
                        {}});
  if (!store.key) return;
  statements.push_back(
      {true,
       {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"},
       {graph::Value(graph::Ref{*store.key, "arn"})},
       {},
       {}});
}

graph::Value artifact_store(const ArtifactStore& store) {
  return graph::map(
      {{"type", "S3"},
       {"location", graph::Ref{store.bucket, "name"}},
       {"encryption_key", store.key
                              ? graph::map({{"id", graph::Ref{*store.key, "arn"}}, {"type", "KMS"}})
                              : graph::Value()}});
}

graph::Value artifact_key(const ArtifactStore& store) {
  return store.key ? graph::Value(graph::Ref{*store.key, "arn"}) : graph::Value();
}

}  // namespace svc::lower
