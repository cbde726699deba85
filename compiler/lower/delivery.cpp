// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
#include "lower/delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/bucket.h"
#include "plan/delivery.h"

namespace svc::lower {

namespace {

using iam::Statement;

const sema::Block& role_block(const Context& context, std::string_view name) {
  const auto& blocks = context.program.blocks;
  const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const sema::Block* block) {
    return block->kind->name == "role" && plan::first_name(*block) == name;
  });
  if (found == blocks.end()) throw std::logic_error("no role for a delivery");
  return **found;
}

// Artifacts of the pipeline's account. Their bucket and key have names that are not known here:
// their own policies name this role, and nothing else of the account does.
void allow_foreign_artifacts(const std::string& account, std::vector<Statement>& statements) {
  const graph::Value theirs =
      graph::map({{"StringEquals", graph::map({{"aws:ResourceAccount", account}})}});
  const auto bucket = [](std::string_view rest) {
    return graph::concat({"arn:", graph::Pseudo::Partition, fmt::format(":s3:::{}", rest)});
  };
  statements.push_back(
      {true, {"s3:GetObject", "s3:GetObjectVersion"}, {bucket("*/*")}, theirs, {}});
  statements.push_back(
      {true, {"s3:GetBucketLocation", "s3:ListBucket"}, {bucket("*")}, theirs, {}});
  statements.push_back({true,
                        {"kms:Decrypt", "kms:DescribeKey"},
                        {graph::concat({"arn:", graph::Pseudo::Partition, ":kms:",
                                        graph::Pseudo::Region, fmt::format(":{}:key/*", account)})},
                        {},
                        {}});
}

std::vector<const plan::Delivery*> deliveries_of(const Context& context,
                                                 const sema::Block& pipeline) {
  std::vector<const plan::Delivery*> found;
  for (const plan::Delivery& delivery : context.plan.across.sent) {
    if (delivery.pipeline == plan::first_name(pipeline)) found.push_back(&delivery);
  }
  return found;
}

std::vector<const plan::Delivery*> deliveries_across(const Context& context,
                                                     const sema::Block& pipeline, bool regions) {
  std::vector<const plan::Delivery*> found = deliveries_of(context, pipeline);
  std::erase_if(found, [&](const auto* one) { return plan::crosses_region(*one) != regions; });
  return found;
}

// The account of the other environment, which is this one's if the delivery crosses a region.
graph::Value account_there(const plan::Delivery& delivery) {
  return plan::crosses_region(delivery) ? graph::Value(graph::Pseudo::AccountId)
                                        : graph::Value(delivery.to.account);
}

// The policy of the pipeline's role lets it in, which is in the same account.
void lower_bucket_of(Context& context, const plan::Delivery& delivery) {
  const sema::Block& owner = role_block(context, delivery.roles.front().name);
  const std::string name = delivery.pipeline + "_from_" + delivery.from.environment;
  const graph::NodeId bucket =
      add_artifact_bucket(context, owner, name, delivery_bucket_name(context, delivery));
  add_bucket_policy(context, owner, name, bucket, {});
}

void lower_delivery(Context& context, const plan::Delivery& delivery) {
  const sema::Block& owner = role_block(context, delivery.roles.front().name);
  iam::RoleSpec spec;
  spec.name = delivery.pipeline + "_from_" + delivery.from.environment;
  spec.description = fmt::format("Pipeline {} of {} makes this stack with it", delivery.pipeline,
                                 delivery.from.environment);
  spec.known_as = plan::delivery_role(context.graph.app, delivery);
  spec.trust =
      iam::trust_role(delivery.from.account, plan::pipeline_role(context.graph.app, delivery));
  const std::string name = spec.name;
  const graph::NodeId role = iam::add_role(context, owner, std::move(spec));
  std::vector<Statement> statements;
  for (const plan::Outline::Role& one : delivery.roles) {
    std::vector<Statement> more;
    allow_stack(context.graph.prefix(), graph::Pseudo::Region,
                context.attribute(role_block(context, one.name), "arn"), {}, {}, more);
    // Another role for the same stack.
    if (!statements.empty()) more.erase(more.begin());
    statements.insert(statements.end(), more.begin(), more.end());
  }
  allow_foreign_artifacts(delivery.from.account, statements);
  iam::add_policy(context, owner, name, role, statements);
}

}  // namespace

std::vector<const plan::Delivery*> deliveries_to_accounts(const Context& context,
                                                          const sema::Block& pipeline) {
  return deliveries_across(context, pipeline, false);
}

std::vector<const plan::Delivery*> deliveries_to_regions(const Context& context,
                                                         const sema::Block& pipeline) {
  return deliveries_across(context, pipeline, true);
}

const plan::Delivery* delivery_of(const Context& context, const sema::Block& deploy) {
  if (!deploy.has("environment")) return nullptr;
  for (const plan::Delivery* delivery : deliveries_of(context, *deploy.parent)) {
    if (delivery->to.environment == deploy.text("environment")) return delivery;
  }
  return nullptr;
}

graph::Value delivery_role_arn(const Context& context, const plan::Delivery& delivery) {
  return iam::role_arn(delivery.to.account, plan::delivery_role(context.graph.app, delivery));
}

graph::Value stack_role_arn(const Context& context, const sema::Block& deploy,
                            const plan::Delivery& delivery) {
  const std::string& name = plan::first_name(*deploy.block("role"));
  for (const plan::Outline::Role& role : delivery.roles) {
    if (role.name != name) continue;
    if (!role.existing)
      return iam::role_arn(account_there(delivery),
                           plan::stack_role(context.graph.app, delivery, role));
    // In the same account, this environment knows it too.
    return role.arn.empty() ? context.attribute(*deploy.block("role"), "arn")
                            : graph::Value(role.arn);
  }
  throw std::logic_error("no role in the other environment for " + deploy.title());
}

graph::Value delivery_bucket_name(const Context& context, const plan::Delivery& delivery) {
  return graph::concat(
      {plan::delivery_bucket(context.graph.app, delivery) + "-", graph::Pseudo::AccountId});
}

std::string known_to_others(const Context& context, const sema::Block& role) {
  for (const sema::Block* pipeline : context.program.created("pipeline")) {
    const auto deliveries = deliveries_to_accounts(context, *pipeline);
    if (pipeline->block("role") == &role && !deliveries.empty())
      return plan::pipeline_role(context.graph.app, *deliveries.front());
  }
  for (const plan::Delivery& delivery : context.plan.across.received) {
    for (const plan::Outline::Role& one : delivery.roles) {
      if (one.name == plan::first_name(role))
        return plan::stack_role(context.graph.app, delivery, one);
    }
  }
  return {};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
void allow_stack(std::string_view stack, graph::Value region, graph::Value role, Span span,
                 Span role_span, std::vector<Statement>& statements) {
  statements.push_back(
      {true,
       {"cloudformation:CreateStack", "cloudformation:DescribeStacks",
        "cloudformation:UpdateStack"},
       {graph::concat({"arn:", graph::Pseudo::Partition, ":cloudformation:", std::move(region), ":",
                       graph::Pseudo::AccountId, fmt::format(":stack/{}/*", stack)})},
       {},
       span});
  statements.push_back(
      {true,
       {"iam:PassRole"},
       {std::move(role)},
       graph::map({{"StringEquals",
                    graph::map({{"iam:PassedToService", "cloudformation.amazonaws.com"}})}}),
       role_span});
}

void lower_received(Context& context) {
  for (const plan::Delivery& delivery : context.plan.across.received) {
    if (plan::crosses_region(delivery))
      lower_bucket_of(context, delivery);
    else
      lower_delivery(context, delivery);
  }
}

}  // namespace svc::lower
