// Pipelines that deploy to another account or region, or follow a pipeline there (plan/across.h).
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "check/subjects.h"
#include "diagnostics/codes/pipelines.h"
#include "plan/across.h"
#include "plan/delivery.h"

namespace svc::check {
namespace {

using plan::Outline;

const Outline* find_environment(const plan::Across& across, std::string_view name) {
  const auto found = std::find_if(across.others.begin(), across.others.end(),
                                  [&](const Outline& other) { return other.environment == name; });
  return found == across.others.end() ? nullptr : &*found;
}

// Only one of the two names its account (or region): nobody can tell whether they are the same.
void check_unknown(const Outline& own, const Outline& other, Span span, Sink& sink) {
  const auto one_sided = [&](std::string_view what, const std::string& mine,
                             const std::string& theirs) {
    if (mine.empty() == theirs.empty()) return false;
    const Outline& known = mine.empty() ? other : own;
    const Outline& unknown = mine.empty() ? own : other;
    sink.report<diag::PlaceUnknown>(span, known.environment, what, mine.empty() ? theirs : mine,
                                    unknown.environment, what)
        .help(fmt::format(
            "write `{} = \"…\"` in environment `{}`: until then, svcc assumes the same {}", what,
            unknown.environment, what));
    return true;
  };
  if (!one_sided("account", own.account, other.account))
    one_sided("region", own.region, other.region);
}

// Each environment has the role of CloudFormation for its own stack. That the ARN of an existing
// one is of its account is checked there (check/arns.cpp).
void check_role(const Outline::Stack& stack, const Outline& other, bool other_account, Sink& sink) {
  const auto role = std::find_if(other.roles.begin(), other.roles.end(),
                                 [&](const Outline::Role& r) { return r.name == stack.role; });
  if (role == other.roles.end()) {
    sink.report<diag::NoRoleThere>(stack.role_span, other.environment, stack.role)
        .help(fmt::format("declare `role {} for stack` outside of `if`, so that each environment "
                          "has it",
                          stack.role));
  } else if (other_account && role->existing && role->arn.empty()) {
    sink.report<diag::RoleNotThere>(stack.role_span, stack.role, other.environment)
        .help(
            "write it with the account: `arn = \"arn:aws:iam::${environment.account}:role/NAME\"`");
  }
}

void check_stacks(const plan::Across& across, const Outline& own, Sink& sink) {
  for (const Outline::Stack& stack : own.stacks) {
    const Outline* other = find_environment(across, stack.environment);
    if (other == nullptr) continue;
    const bool account = plan::differ(own.account, other->account);
    const bool region = plan::differ(own.region, other->region);
    if (account && region) {
      sink.report<diag::StackElsewhere>(stack.span, other->environment, other->account,
                                        other->region)
          .help(fmt::format("give environment `{}` the pipeline too, with `after = \"{}\"`: it "
                            "starts when this one succeeds, and makes its own stack",
                            other->environment, own.environment));
      continue;
    }
    if (account || region) check_role(stack, *other, account, sink);
    check_unknown(own, *other, stack.span, sink);
  }
}

void check_followed(const plan::Across& across, const Outline& own, Sink& sink) {
  for (const Outline::Follow& follow : own.follows) {
    const Outline* other = find_environment(across, follow.after);
    if (other == nullptr) continue;
    const auto& known = other->pipelines;
    if (std::find(known.begin(), known.end(), follow.pipeline) == known.end()) {
      sink.report<diag::FollowsNoPipeline>(follow.span, other->environment, follow.pipeline)
          .help("declare the pipeline in both environments, under the same name");
    } else {
      check_unknown(own, *other, follow.span, sink);
    }
  }
}

// A name on AWS that another environment writes, too.
struct SharedName {
  std::string_view what;
  std::string name;
  std::string_view service;
  std::size_t longest;
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
std::vector<SharedName> shared_names(std::string_view app, const plan::Delivery& delivery) {
  constexpr std::size_t kRole = 64, kBucket = 63;
  std::vector<SharedName> names;
  const auto add_role = [&](std::string name) {
    names.push_back({"role", std::move(name), "IAM", kRole});
  };
  if (plan::crosses_region(delivery)) {
    const std::string account = delivery.to.account.empty() ? "111111111111" : delivery.to.account;
    names.push_back(
        {"bucket", plan::delivery_bucket(app, delivery) + "-" + account, "S3", kBucket});
  } else {
    add_role(plan::pipeline_role(app, delivery));
    add_role(plan::delivery_role(app, delivery));
  }
  for (const Outline::Role& role : delivery.roles) {
    if (!role.existing) add_role(plan::stack_role(app, delivery, role));
  }
  return names;
}

// Both environments report it at the same place, so that it is one message.
void check_shared_names(const sema::Program& program, const plan::Delivery& delivery,
                        const Outline& sender, Sink& sink) {
  const auto stack =
      std::find_if(sender.stacks.begin(), sender.stacks.end(), [&](const Outline::Stack& one) {
        return one.pipeline == delivery.pipeline && one.environment == delivery.to.environment;
      });
  for (const SharedName& one : shared_names(program.app->name, delivery)) {
    if (one.name.size() > one.longest)
      sink.report<diag::LongSharedName>(stack->span, one.what, one.name, one.name.size(),
                                        one.service, one.longest)
          .help("give app, environments, pipeline or role a shorter name");
  }
}

// The role that the pipeline assumes in the other account trusts this one by its name.
void check_pipeline_role(const sema::Program& program, const plan::Delivery& delivery, Sink& sink) {
  if (plan::crosses_region(delivery)) return;
  for (const sema::Block* pipeline : program.created("pipeline")) {
    const sema::Block* role = pipeline->block("role");
    if (plan::first_name(*pipeline) != delivery.pipeline || role == nullptr || !role->existing)
      continue;
    sink.report<diag::ExistingPipelineRole>((*pipeline)["role"].span, delivery.to.environment,
                                            pipeline->name, role->name)
        .help(fmt::format("leave out `role`, or declare `role {} for pipeline` without `existing`",
                          role->name));
  }
}

}  // namespace

void check_deliveries(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (plan.across.others.empty()) return;
  const Outline own = plan::outline_of(program);
  check_stacks(plan.across, own, sink);
  check_followed(plan.across, own, sink);
  for (const plan::Delivery& delivery : plan.across.sent) {
    check_shared_names(program, delivery, own, sink);
    check_pipeline_role(program, delivery, sink);
  }
  for (const plan::Delivery& delivery : plan.across.received)
    check_shared_names(program, delivery, *find_environment(plan.across, delivery.from.environment),
                       sink);
}

}  // namespace svc::check
