// Stacks of environments in other accounts or regions (plan/across.h). The account of the pipeline
// has the pipeline, its artifacts and their key. The other account has the role that the pipeline
// assumes. Another region has a bucket, to which CodePipeline copies the artifacts.
#pragma once

#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// The deliveries of a pipeline to other accounts, and those to other regions of its own account.
[[nodiscard]] std::vector<const plan::Delivery*> deliveries_to_accounts(
    const Context& context, const sema::Block& pipeline);
[[nodiscard]] std::vector<const plan::Delivery*> deliveries_to_regions(const Context& context,
                                                                       const sema::Block& pipeline);
// The delivery of a `deploy stack` block; null if the stack is in the pipeline's account and
// region.
[[nodiscard]] const plan::Delivery* delivery_of(const Context& context, const sema::Block& deploy);

// The role that the pipeline assumes for it.
[[nodiscard]] graph::Value delivery_role_arn(const Context& context,
                                             const plan::Delivery& delivery);
// The role of CloudFormation in the other environment.
[[nodiscard]] graph::Value stack_role_arn(const Context& context, const sema::Block& deploy,
                                          const plan::Delivery& delivery);
// The bucket in the other region.
[[nodiscard]] graph::Value delivery_bucket_name(const Context& context,
                                                const plan::Delivery& delivery);
// The name that a role of this environment must have because a pipeline of another one names it;
// empty if none does.
[[nodiscard]] std::string known_to_others(const Context& context, const sema::Block& role);

// Making a stack: the permissions for CloudFormation, and to hand it its role. `region`: of the
// stack.
void allow_stack(std::string_view stack, graph::Value region, graph::Value role, Span span,
                 Span role_span, std::vector<iam::Statement>& statements);

// What pipelines of other environments need here to make this environment's stack: roles for those
// of other accounts, buckets for those of other regions.
void lower_received(Context& context);

}  // namespace svc::lower
