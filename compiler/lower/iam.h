// Policies and roles: every lowering writes them with these functions, so all look alike and grant
// only what they say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lower/context.h"

namespace svc::lower::iam {

// One statement of a policy.
struct Statement {
  bool allow = true;
  std::vector<std::string> actions;
  std::vector<graph::Value> resources;
  graph::Value condition;  // a map such as { StringEquals: { key: value } }; absent: none
  Span span;
  // The principal of a resource policy, such as { Service: "sns.amazonaws.com" }, or "*".
  graph::Value principal =
      {};  // NOLINT(readability-redundant-member-init): lets initialisers leave it out
};

// Attributes of a role, except its policies.
struct RoleSpec {
  std::string name;  // of the node, in snake_case; the name on AWS begins with its physical name
  graph::Value description;
  graph::Value trust;                 // from trust()
  std::vector<graph::Value> managed;  // ARNs of managed policies
  graph::Value boundary;              // absent: the app's, if it has one
  // Its exact name on AWS, where policies of other accounts name it; empty: it begins with the
  // physical name.
  std::string known_as = {};  // NOLINT(readability-redundant-member-init): for initialisers
};

// `arn:<partition>:<service>:<region>:<account>:<resource>`, in the region and the account of the
// deployment.
[[nodiscard]] graph::Value arn(std::string_view service, graph::Value resource);
// A managed policy of AWS: `service-role/…` with its path.
[[nodiscard]] graph::Value managed_policy(std::string_view name);
// The managed policies that let instances join a cluster, and Session Manager reach them:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
[[nodiscard]] std::vector<graph::Value> instance_policies();
// The streams of a log group, `arn:…:log-group:NAME:*`.
[[nodiscard]] graph::Value log_streams(graph::NodeId log_group);

// The principal that means an account: { AWS: arn:…:root }.
[[nodiscard]] graph::Value account(graph::Value number);
// `arn:<partition>:iam::<account>:role/<name>`
[[nodiscard]] graph::Value role_arn(graph::Value account, std::string_view name);
// The condition that limits account() to one role. Unlike a role as principal, it is valid before
// the role exists, and after the role was made again.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
[[nodiscard]] graph::Value only_role(graph::Value account, std::string_view name);

// A trust policy for one role of another account.
[[nodiscard]] graph::Value trust_role(std::string_view account, std::string_view name);
// A trust policy for one AWS service, with a condition or none.
[[nodiscard]] graph::Value trust(std::string_view service, graph::Value condition = {});
// The trust policy of the containers' own role: only ECS, and only for tasks of this account and
// region.
[[nodiscard]] graph::Value trust_tasks();
// That of what ECS itself does with load balancers, volumes, instances and hooks. It has no
// condition: AWS documents none for these roles, and does not say that the requests carry the
// account.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
[[nodiscard]] graph::Value trust_ecs();
// { StringEquals: { aws:SourceAccount: … } }
[[nodiscard]] graph::Value same_account();

// Of a key policy: everyone with an IAM permission in this account may use the key.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
[[nodiscard]] Statement own_key();

// Denies actions on a resource that come without TLS, to everyone: for resource policies.
[[nodiscard]] Statement tls_only(std::string_view actions, graph::Value resource);

[[nodiscard]] graph::Value policy(const std::vector<Statement>& statements);

// Adds an iam_role for `owner`.
graph::NodeId add_role(Context& context, const sema::Block& owner, RoleSpec spec);
// Adds an iam_role_policy named `name` to a role. The statements must not be empty.
graph::NodeId add_policy(Context& context, const sema::Block& owner, std::string_view name,
                         graph::NodeId role, const std::vector<Statement>& statements);

// The statements of a block's `allow` and `deny` lines.
[[nodiscard]] std::vector<Statement> grants(const Context& context, const sema::Block& block);
// The KMS key that encrypts what a block stands for, as far as the program says; else absent.
[[nodiscard]] graph::Value encryption_key(const Context& context, const sema::Block& block);
// The actions and resources of one verb of a block's kind.
[[nodiscard]] Statement verb(const Context& context, const sema::Block& target,
                             std::string_view name, Span span = {});

}  // namespace svc::lower::iam
