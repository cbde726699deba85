// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
#include "lower/delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

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
    allow_stack(context.graph.prefix(), context.attribute(role_block(context, one.name), "arn"), {},
                {}, more);
    // Another role for the same stack.
    if (!statements.empty()) more.erase(more.begin());
    statements.insert(statements.end(), more.begin(), more.end());
  }
  allow_foreign_artifacts(delivery.from.account, statements);
  iam::add_policy(context, owner, name, role, statements);
}

}  // namespace

std::vector<const plan::Delivery*> deliveries_of(const Context& context,
                                                 const sema::Block& pipeline) {
  std::vector<const plan::Delivery*> found;
  for (const plan::Delivery& delivery : context.plan.across.sent) {
    if (delivery.pipeline == plan::first_name(pipeline)) found.push_back(&delivery);
  }
  return found;
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
    return role.existing ? graph::Value(role.arn)
                         : iam::role_arn(delivery.to.account,
                                         plan::stack_role(context.graph.app, delivery, role));
  }
  throw std::logic_error("no role in the other account for " + deploy.title());
}

std::string known_to_others(const Context& context, const sema::Block& role) {
  for (const plan::Delivery& delivery : context.plan.across.received) {
    for (const plan::Outline::Role& one : delivery.roles) {
      if (one.name == plan::first_name(role))
        return plan::stack_role(context.graph.app, delivery, one);
    }
  }
  return {};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
void allow_stack(std::string_view stack, graph::Value role, Span span, Span role_span,
                 std::vector<Statement>& statements) {
  statements.push_back({true,
                        {"cloudformation:CreateStack", "cloudformation:DescribeStacks",
                         "cloudformation:UpdateStack"},
                        {iam::arn("cloudformation", fmt::format("stack/{}/*", stack))},
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
  for (const plan::Delivery& delivery : context.plan.across.received)
    lower_delivery(context, delivery);
}

}  // namespace svc::lower
