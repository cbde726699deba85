#include <algorithm>
#include <cctype>

#include "lower/context.h"
#include "lower/iam.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

// `shop-prod/images`; ECR allows only lower case.
std::string repository_name(const Context& context, const sema::Block& repository) {
  std::string name = context.graph.prefix() + "/" + repository.name;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

graph::Value lifecycle_rule(int priority, std::string_view description, graph::Value selection) {
  return graph::map({{"rulePriority", priority},
                     {"description", description},
                     {"selection", std::move(selection)},
                     {"action", graph::map({{"type", "expire"}})}});
}

// The rule for any image has to be the last one:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
graph::Value image_lifecycle(const Context& context, const sema::Block& repository) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  std::vector<graph::Value> rules;
  if (repository.has("expire")) {
    const graph::Value days = graph::Value((repository.seconds("expire") + kDay - 1) / kDay)
                                  .at(repository["expire"].span);
    rules.push_back(lifecycle_rule(1, "delete images without a tag",
                                   graph::map({{"tagStatus", "untagged"},
                                               {"countType", "sinceImagePushed"},
                                               {"countUnit", "days"},
                                               {"countNumber", days}})));
  }
  const auto kept = [&](std::string_view pattern) {
    return graph::Value(repository.integer("keep") *
                        plan::pushed_at_once(context.program, repository, pattern))
        .at(repository["keep"].span);
  };
  // Images that a rule's pattern matches are safe from the rules behind it, so that many pushes of
  // one image never delete another one.
  for (const std::string& pattern : plan::families_of(context.program, repository).patterns)
    rules.push_back(lifecycle_rule(static_cast<int>(rules.size()) + 1,
                                   "keep the newest images of " + pattern,
                                   graph::map({{"tagStatus", "tagged"},
                                               {"tagPatternList", graph::list({pattern})},
                                               {"countType", "imageCountMoreThan"},
                                               {"countNumber", kept(pattern)}})));
  rules.push_back(lifecycle_rule(
      static_cast<int>(rules.size()) + 1, "keep the newest images",
      graph::map(
          {{"tagStatus", "any"}, {"countType", "imageCountMoreThan"}, {"countNumber", kept({})}})));
  return graph::json(graph::map({{"rules", graph::list(std::move(rules))}}));
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html#IAM_allow_other_accounts
iam::Statement sharing(const Context& context, const sema::Block& repository) {
  const auto& accounts = repository.items("share");
  std::vector<graph::Value> principals;
  for (const sema::Value& account : accounts)
    principals.push_back(
        graph::concat({"arn:", graph::Pseudo::Partition, ":iam::", context.value(account), ":root"})
            .at(account.span));
  iam::Statement pull = iam::verb(context, repository, "pull", repository["share"].span);
  pull.resources.clear();  // the policy belongs to its repository, the only possible resource
  pull.principal = graph::map({{"AWS", graph::list(std::move(principals))}});
  return pull;
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
iam::Statement written(const Context& context, const sema::Block& statement) {
  iam::Statement made{.allow = !statement.flag("deny"), .span = statement.span};
  for (const sema::Value& action : statement.items("actions"))
    made.actions.push_back(*action.get<std::string>());
  graph::Map principal;
  if (!statement.items("principals").empty())
    principal.entries.emplace_back("AWS", context.field(statement, "principals"));
  if (!statement.items("services").empty())
    principal.entries.emplace_back("Service", context.field(statement, "services"));
  made.principal = std::move(principal);
  const auto* conditions = statement["condition"].get<sema::Object>();
  if (conditions != nullptr && !conditions->entries.empty())
    made.condition = context.field(statement, "condition");
  return made;
}

graph::Value repository_policy(const Context& context, const sema::Block& repository) {
  std::vector<iam::Statement> statements;
  if (!repository.items("share").empty()) statements.push_back(sharing(context, repository));
  for (const sema::Block* statement : repository.nested("statement"))
    statements.push_back(written(context, *statement));
  return statements.empty() ? graph::Value() : iam::policy(statements);
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
void define_existing_repository(Context& context, const sema::Block& repository) {
  const graph::Value name = context.field(repository, "name");
  const graph::Value account = repository.has("account") ? context.field(repository, "account")
                                                         : graph::Value(graph::Pseudo::AccountId);
  context.define_attribute(repository, "name", name);
  context.define_attribute(
      repository, "arn",
      graph::concat({"arn:", graph::Pseudo::Partition, ":ecr:", graph::Pseudo::Region, ":", account,
                     ":repository/", name}));
  context.define_attribute(repository, "uri",
                           graph::concat({account, ".dkr.ecr.", graph::Pseudo::Region, ".",
                                          graph::Pseudo::UrlSuffix, "/", name}));
}

// With KMS, ECR uses the key on behalf of the principal that pulls:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
graph::Value encryption(const Context& context, const sema::Block& repository) {
  if (!repository.has("encryption")) return graph::map({{"encryption_type", "AES256"}});
  return graph::map(
             {{"encryption_type", "KMS"}, {"kms_key", context.field(repository, "encryption")}})
      .at(repository["encryption"].span);
}

}  // namespace

void lower_repository(Context& context, const sema::Block& repository) {
  if (repository.existing) {
    define_existing_repository(context, repository);
    return;
  }
  const graph::NodeId id = context.add("ecr_repository", repository.name, repository);
  context.remember(repository, PartKind::Main, id);
  graph::Node& node = context.node(id);
  const Span keep = repository["keep"].span;
  set(node, "repository_name",
      graph::Value(repository_name(context, repository)).at(repository.name_span));
  set(node, "image_scanning_configuration",
      graph::map({{"scan_on_push", context.field(repository, "scan")}}));
  set(node, "image_tag_mutability",
      graph::Value(repository.flag("immutable") ? "IMMUTABLE" : "MUTABLE")
          .at(repository["immutable"].span));
  set(node, "encryption_configuration", encryption(context, repository));
  set(node, "lifecycle_policy_text",
      image_lifecycle(context, repository)
          .at(repository.has("expire") ? repository["expire"].span : keep));
  set(node, "repository_policy_text", repository_policy(context, repository));
}

}  // namespace svc::lower
