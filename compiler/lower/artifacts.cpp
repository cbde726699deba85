#include "lower/artifacts.h"

#include "lower/bucket.h"
#include "lower/delivery.h"

namespace svc::lower {

namespace {

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

// The buckets of all regions, or what is in them.
std::vector<graph::Value> bucket_arns(const ArtifactStore& store, const std::string& suffix) {
  const graph::Value own = graph::Ref{store.bucket, "arn"};
  std::vector<graph::Value> arns = {suffix.empty() ? own : graph::concat({own, suffix})};
  for (const ArtifactStore::Copy& copy : store.copies)
    arns.push_back(
        graph::concat({"arn:", graph::Pseudo::Partition, ":s3:::", copy.bucket, suffix}));
  return arns;
}

}  // namespace

ArtifactStore add_artifact_store(Context& context, const sema::Block& pipeline) {
  const std::string name = pipeline.name + "_artifacts";
  const std::vector<const plan::Delivery*> deliveries = deliveries_to_accounts(context, pipeline);
  ArtifactStore store{add_artifact_bucket(context, pipeline, name)};
  if (!deliveries.empty()) store.key = add_key(context, pipeline, name, deliveries);
  graph::Node& node = context.node(store.bucket);
  if (store.key) {
    set(node, "sse_algorithm", "aws:kms");
    set(node, "kms_master_key_id", graph::Ref{*store.key, "arn"});
    set(node, "bucket_key_enabled", true);
  }
  std::vector<iam::Statement> statements;
  for (const plan::Delivery* delivery : deliveries) {
    const graph::Value arn = graph::Ref{store.bucket, "arn"};
    statements.push_back(for_delivery(context, *delivery, {"s3:GetObject", "s3:GetObjectVersion"},
                                      graph::concat({arn, "/*"})));
    statements.push_back(
        for_delivery(context, *delivery, {"s3:GetBucketLocation", "s3:ListBucket"}, arn));
  }
  add_bucket_policy(context, pipeline, name, store.bucket, std::move(statements));
  for (const plan::Delivery* delivery : deliveries_to_regions(context, pipeline))
    store.copies.push_back({delivery->to.region, delivery_bucket_name(context, *delivery)});
  return store;
}

void allow_artifacts(const ArtifactStore& store, std::vector<iam::Statement>& statements) {
  statements.push_back({true,
                        {"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
                        bucket_arns(store, "/*"),
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

iam::Statement about_buckets(const ArtifactStore& store) {
  return {true,
          {"s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"},
          bucket_arns(store, ""),
          {},
          {}};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
void set_artifact_store(const Context& context, const ArtifactStore& store, graph::Node& pipeline) {
  const graph::Value key =
      store.key ? graph::map({{"id", graph::Ref{*store.key, "arn"}}, {"type", "KMS"}})
                : graph::Value();
  const auto in = [](graph::Value region, graph::Value bucket, graph::Value encryption) {
    return graph::map({{"region", std::move(region)},
                       {"type", "S3"},
                       {"location", std::move(bucket)},
                       {"encryption_key", std::move(encryption)}});
  };
  const graph::Value bucket = graph::Ref{store.bucket, "name"};
  if (store.copies.empty()) {
    set(pipeline, "artifact_store", in({}, bucket, key));
    return;
  }
  std::vector<graph::Value> stores = {in(context.graph.region, bucket, key)};
  for (const ArtifactStore::Copy& copy : store.copies)
    stores.push_back(in(copy.region, copy.bucket, {}));
  set(pipeline, "artifact_stores", graph::list(std::move(stores)));
}

graph::Value artifact_key(const ArtifactStore& store) {
  return store.key ? graph::Value(graph::Ref{*store.key, "arn"}) : graph::Value();
}

}  // namespace svc::lower
