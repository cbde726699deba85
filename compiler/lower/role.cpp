#include <stdexcept>

#include "lower/context.h"
#include "lower/delivery.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

std::string_view purpose_of(const sema::Block& role) {
  for (const sema::ClauseValue& clause : role.clauses) {
    if (clause.decl->name != "purpose") continue;
    if (const auto* symbol = clause.value.get<sema::Symbol>()) return symbol->name;
  }
  throw std::logic_error(role.title() + " has no purpose");
}

// The trust policy. The condition on the account prevents the "confused deputy" problem. It is set
// where the service's documentation says that its requests carry the account: EC2, which instances
// get their credentials from, and ECS (trust_ecs()) have none.
graph::Value trust_for(std::string_view purpose) {
  if (purpose == "task") return iam::trust_tasks();
  if (purpose == "execution") return iam::trust("ecs-tasks.amazonaws.com", iam::same_account());
  if (purpose == "instance") return iam::trust("ec2.amazonaws.com");
  if (purpose == "build") return iam::trust("codebuild.amazonaws.com", iam::same_account());
  if (purpose == "pipeline") return iam::trust("codepipeline.amazonaws.com", iam::same_account());
  if (purpose == "deploy") return iam::trust("codedeploy.amazonaws.com", iam::same_account());
  if (purpose == "events") return iam::trust("events.amazonaws.com", iam::same_account());
  if (purpose == "scheduler") return iam::trust("scheduler.amazonaws.com", iam::same_account());
  if (purpose == "pipe") return iam::trust("pipes.amazonaws.com", iam::same_account());
  if (purpose == "infrastructure") return iam::trust_ecs();
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
  if (purpose == "stack") return iam::trust("cloudformation.amazonaws.com", iam::same_account());
  throw std::logic_error("no trust policy for the purpose " + std::string(purpose));
}

}  // namespace

void lower_role(Context& context, const sema::Block& role) {
  if (role.existing) {
    context.define_attribute(role, "arn", context.field(role, "arn"));
    // The last part of the ARN. It cannot be derived from an ARN that is known only at deployment.
    if (const auto* arn = role["arn"].get<std::string>())
      context.define_attribute(role, "name", arn->substr(arn->rfind('/') + 1));
    return;
  }
  iam::RoleSpec spec;
  spec.name = role.name;
  spec.description = context.field(role, "description");
  spec.trust = trust_for(purpose_of(role));
  if (purpose_of(role) == "instance") spec.managed = iam::instance_policies();
  for (const sema::Value& arn : role.items("managed")) spec.managed.push_back(context.value(arn));
  spec.boundary = context.field(role, "boundary");
  spec.known_as = known_to_others(context, role);

  const graph::NodeId id = iam::add_role(context, role, std::move(spec));
  context.remember(role, PartKind::Main, id);
  set(context.node(id), "max_session_duration", context.field(role, "max_session"));
  const std::vector<iam::Statement> statements = iam::grants(context, role);
  if (!statements.empty())
    context.remember(role, PartKind::Policy,
                     iam::add_policy(context, role, role.name, id, statements));
}

}  // namespace svc::lower
