// Pipelines that deploy to another account, or follow a pipeline there (plan/across.h).
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/pipelines.h"
#include "plan/across.h"

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

// The account number in `arn:aws:iam::111111111111:role/x`.
std::string_view account_of(std::string_view arn) {
  for (int colon = 0; colon < 4; ++colon)
    arn.remove_prefix(std::min(arn.find(':'), arn.size() - 1) + 1);
  return arn.substr(0, arn.find(':'));
}

// Each environment has the role of CloudFormation in its own account.
void check_role(const Outline::Stack& stack, const Outline& other, Sink& sink) {
  const auto role = std::find_if(other.roles.begin(), other.roles.end(),
                                 [&](const Outline::Role& r) { return r.name == stack.role; });
  if (role == other.roles.end()) {
    sink.report<diag::NoRoleThere>(stack.role_span, other.environment, stack.role, other.account)
        .help(fmt::format("declare `role {} for stack` outside of `if`, so that each environment "
                          "has it in its account",
                          stack.role));
  } else if (role->existing && role->arn.empty()) {
    sink.report<diag::RoleNotThere>(stack.role_span, stack.role, other.environment,
                                    "has an ARN that only the deployment knows")
        .help(
            "write it with the account: `arn = \"arn:aws:iam::${environment.account}:role/NAME\"`");
  } else if (role->existing && account_of(role->arn) != other.account) {
    sink.report<diag::RoleNotThere>(
            stack.role_span, stack.role, other.environment,
            fmt::format("is not in its account {}: {}", other.account, role->arn))
        .help(
            "write it with the account: `arn = \"arn:aws:iam::${environment.account}:role/NAME\"`");
  }
}

void check_stacks(const plan::Across& across, const Outline& own, Sink& sink) {
  for (const Outline::Stack& stack : own.stacks) {
    const Outline* other = find_environment(across, stack.environment);
    if (other == nullptr) continue;
    if (plan::differ(own.region, other->region)) {
      sink.report<diag::StackElsewhere>(stack.span, other->environment, other->region, own.region)
          .help(fmt::format("give environment `{}` the pipeline too, with `after = \"{}\"`: it "
                            "starts when this one succeeds, and makes its own stack",
                            other->environment, own.environment));
    } else if (plan::differ(own.account, other->account)) {
      check_role(stack, *other, sink);
    } else {
      check_unknown(own, *other, stack.span, sink);
    }
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

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
void check_role_names(const sema::Program& program, const plan::Delivery& delivery, Span span,
                      Sink& sink) {
  constexpr std::size_t kMost = 64;
  const std::string_view app = program.app->name;
  std::vector<std::string> names = {plan::pipeline_role(app, delivery),
                                    plan::delivery_role(app, delivery)};
  for (const Outline::Role& role : delivery.roles) {
    if (!role.existing) names.push_back(plan::stack_role(app, delivery, role));
  }
  for (const std::string& name : names) {
    if (name.size() > kMost)
      sink.report<diag::LongRoleName>(span, name, name.size(), kMost)
          .help("give app, environments, pipeline or role a shorter name");
  }
}

// The block of this environment that a delivery comes from, or that it uses.
Span declared_at(const sema::Program& program, std::string_view kind, std::string_view name) {
  for (const Block* block : program.blocks) {
    if (block->kind->name == kind && plan::first_name(*block) == name) return block->name_span;
  }
  return program.app->name_span;
}

}  // namespace

void check_deliveries(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (plan.across.others.empty()) return;
  const Outline own = plan::outline_of(program);
  check_stacks(plan.across, own, sink);
  check_followed(plan.across, own, sink);
  for (const plan::Delivery& delivery : plan.across.sent)
    check_role_names(program, delivery, declared_at(program, "pipeline", delivery.pipeline), sink);
  for (const plan::Delivery& delivery : plan.across.received)
    check_role_names(program, delivery, declared_at(program, "role", delivery.roles.front().name),
                     sink);
}

}  // namespace svc::check
