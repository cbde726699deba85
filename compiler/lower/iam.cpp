#include "lower/iam.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace svc::lower::iam {

namespace {

// Terraform appends 26 characters to a name_prefix and IAM allows 64.
constexpr std::size_t kLongestRolePrefix = 38;

// One action or resource is written without a list, as people do.
graph::Value one_or_list(std::vector<graph::Value> values) {
  return values.size() == 1 ? std::move(values.front()) : graph::list(std::move(values));
}

graph::Value texts(const std::vector<std::string>& items) {
  return one_or_list({items.begin(), items.end()});
}

graph::Value statement(const Statement& from) {
  return graph::map({
                        {"Effect", from.allow ? "Allow" : "Deny"},
                        {"Principal", from.principal},
                        {"Action", texts(from.actions)},
                        {"Resource",
                         from.resources.empty() ? graph::Value() : one_or_list(from.resources)},
                        {"Condition", from.condition},
                    })
      .at(from.span);
}

void add_once(std::vector<std::string>& actions, std::string_view action) {
  if (std::find(actions.begin(), actions.end(), action) == actions.end())
    actions.emplace_back(action);
}

// A resource of a verb: `{arn}/*` with the attributes of the block filled in.
graph::Value fill(const Context& context, const sema::Block& block, std::string_view pattern) {
  std::vector<graph::Value> parts;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) {
      parts.emplace_back(pattern);
      break;
    }
    const std::size_t close = pattern.find('}', open);
    parts.emplace_back(pattern.substr(0, open));
    parts.push_back(context.attribute(block, pattern.substr(open + 1, close - open - 1)));
    pattern.remove_prefix(close + 1);
  }
  if (parts.size() == 2 && parts[0].get<std::string>()->empty())
    return parts[1];  // just an attribute: a reference, not a text around one
  return graph::concat(std::move(parts));
}

// Every resource of any verb of the block's kind: the meaning of `allow "sqs:*" on orders`.
std::vector<graph::Value> resources_of(const Context& context, const sema::Block& block) {
  std::set<std::string_view> patterns;
  for (const sema::VerbDecl& declared : block.kind->verbs)
    patterns.insert(declared.resources.begin(), declared.resources.end());
  std::vector<graph::Value> result;
  for (const std::string_view pattern : patterns) result.push_back(fill(context, block, pattern));
  if (result.empty()) result.push_back(context.attribute(block, "arn"));
  return result;
}

// What a grant needs of the key that encrypts an existing resource; no actions if nothing.
Statement for_key(const Context& context, const sema::Grant& grant, const sema::Value& resource) {
  Statement result{true, {}, {}, {}, grant.span};
  const auto* const* block = resource.get<const sema::Block*>();
  if (block == nullptr || !grant.allow || !(*block)->existing) return result;  // add_keys()
  graph::Value key = encryption_key(context, **block);
  if (key.absent()) return result;
  for (const sema::Value& action : grant.actions) {
    const auto* symbol = action.get<sema::Symbol>();
    const sema::VerbDecl* verb = symbol == nullptr ? nullptr : (*block)->kind->verb(symbol->name);
    if (verb == nullptr) continue;
    for (const std::string_view each : verb->key_actions) add_once(result.actions, each);
  }
  std::sort(result.actions.begin(), result.actions.end());
  result.resources.push_back(std::move(key).at(resource.span));
  return result;
}

// Adds a statement, or only its resources if one from `first` on has the same actions.
void add_statement(std::vector<Statement>& statements, std::size_t first, Statement next) {
  const auto same =
      std::find_if(statements.begin() + static_cast<std::ptrdiff_t>(first), statements.end(),
                   [&](const Statement& other) { return other.actions == next.actions; });
  if (same == statements.end()) return statements.push_back(std::move(next));
  std::move(next.resources.begin(), next.resources.end(), std::back_inserter(same->resources));
}

// The part of a grant that is about one resource.
Statement for_resource(const Context& context, const sema::Grant& grant,
                       const sema::Value& resource) {
  Statement result{grant.allow, {}, {}, context.value(grant.when), grant.span};
  const auto* const* block = resource.get<const sema::Block*>();
  std::set<std::string_view> patterns;
  bool by_name = false;
  for (const sema::Value& action : grant.actions) {
    if (const auto* text = action.get<std::string>()) {
      add_once(result.actions, *text);
      by_name = true;
    } else if (const auto* symbol = action.get<sema::Symbol>();
               symbol != nullptr && block != nullptr) {
      const sema::VerbDecl* declared = (*block)->kind->verb(symbol->name);
      if (declared == nullptr)
        throw std::logic_error(fmt::format("{} has no verb `{}`", (*block)->title(), symbol->name));
      for (const std::string_view each : declared->actions) add_once(result.actions, each);
      patterns.insert(declared->resources.begin(), declared->resources.end());
    }
  }
  std::sort(result.actions.begin(), result.actions.end());
  if (block == nullptr) {
    result.resources.push_back(context.value(resource));
  } else if (by_name) {
    result.resources = resources_of(context, **block);
  } else {
    for (const std::string_view pattern : patterns)
      result.resources.push_back(fill(context, **block, pattern));
  }
  for (graph::Value& value : result.resources) value.span = resource.span;
  return result;
}

graph::Value trust_of(graph::Value principal, graph::Value condition) {
  return graph::map({
      {"Version", "2012-10-17"},
      {"Statement", graph::list({graph::map({
                        {"Effect", "Allow"},
                        {"Principal", std::move(principal)},
                        {"Action", "sts:AssumeRole"},
                        {"Condition", std::move(condition)},
                    })})},
  });
}

}  // namespace

graph::Value arn(std::string_view service, graph::Value resource) {
  return graph::concat({"arn:", graph::Pseudo::Partition, fmt::format(":{}:", service),
                        graph::Pseudo::Region, ":", graph::Pseudo::AccountId, ":",
                        std::move(resource)});
}

graph::Value managed_policy(std::string_view name) {
  return graph::concat(
      {"arn:", graph::Pseudo::Partition, fmt::format(":iam::aws:policy/{}", name)});
}

std::vector<graph::Value> instance_policies() {
  return {managed_policy("service-role/AmazonEC2ContainerServiceforEC2Role"),
          managed_policy("AmazonSSMManagedInstanceCore")};
}

graph::Value log_streams(graph::NodeId log_group) {
  return graph::Ref{log_group, "arn"};
}

graph::Value account(graph::Value number) {
  return graph::map({{"AWS", graph::concat({"arn:", graph::Pseudo::Partition,
                                            ":iam::", std::move(number), ":root"})}});
}

graph::Value role_arn(graph::Value account, std::string_view name) {
  return graph::concat({"arn:", graph::Pseudo::Partition, ":iam::", std::move(account),
                        fmt::format(":role/{}", name)});
}

graph::Value only_role(graph::Value account, std::string_view name) {
  return graph::map(
      {{"ArnEquals", graph::map({{"aws:PrincipalArn", role_arn(std::move(account), name)}})}});
}

graph::Value trust_role(std::string_view account_number, std::string_view name) {
  return trust_of(account(account_number), only_role(account_number, name));
}

graph::Value trust(std::string_view service, graph::Value condition) {
  return trust_of(graph::map({{"Service", service}}), std::move(condition));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role
graph::Value trust_tasks() {
  return trust("ecs-tasks.amazonaws.com",
               graph::map({
                   {"ArnLike", graph::map({{"aws:SourceArn", arn("ecs", "*")}})},
                   {"StringEquals", graph::map({{"aws:SourceAccount", graph::Pseudo::AccountId}})},
               }));
}

graph::Value trust_ecs() {
  return trust("ecs.amazonaws.com");
}

graph::Value same_account() {
  return graph::map(
      {{"StringEquals", graph::map({{"aws:SourceAccount", graph::Pseudo::AccountId}})}});
}

Statement own_key() {
  return {true, {"kms:*"}, {graph::Value("*")}, {}, {}, account(graph::Pseudo::AccountId)};
}

Statement tls_only(std::string_view actions, graph::Value resource) {
  Statement deny{false, {std::string(actions)}, {std::move(resource)}, {}, {}, "*"};
  deny.condition = graph::map({{"Bool", graph::map({{"aws:SecureTransport", "false"}})}});
  return deny;
}

graph::Value policy(const std::vector<Statement>& statements) {
  std::vector<graph::Value> values;
  for (const Statement& each : statements) values.push_back(statement(each));
  return graph::map({{"Version", "2012-10-17"}, {"Statement", graph::list(std::move(values))}});
}

graph::NodeId add_role(Context& context, const sema::Block& owner, RoleSpec spec) {
  std::string prefix = context.physical_name(spec.name).substr(0, kLongestRolePrefix - 1);
  if (prefix.back() != '-') prefix += '-';

  const graph::NodeId id = context.add("iam_role", spec.name, owner);
  graph::Node& role = context.node(id);
  set(role, "description", std::move(spec.description));
  if (spec.known_as.empty())
    set(role, "role_name_prefix", std::move(prefix));
  else
    set(role, "role_name", std::move(spec.known_as));
  set(role, "assume_role_policy_document", std::move(spec.trust));
  if (!spec.managed.empty()) set(role, "managed_policy_arns", graph::list(std::move(spec.managed)));
  set(role, "permissions_boundary",
      spec.boundary.absent() ? context.field(*context.program.app, "boundary")
                             : std::move(spec.boundary));
  return id;
}

graph::NodeId add_policy(Context& context, const sema::Block& owner, std::string_view name,
                         graph::NodeId role, const std::vector<Statement>& statements) {
  const graph::NodeId id = context.add("iam_role_policy", name, owner);
  graph::Node& node = context.node(id);
  set(node, "policy_name", context.physical_name(name));
  set(node, "role_name", graph::Ref{role, "name"});
  set(node, "policy_document", policy(statements));
  return id;
}

namespace {

// Whether a block is encrypted with its own key. Then users of the block also need permission to
// use the key. (ECR and EFS use the key themselves.)
bool has_key(const sema::Block& block) {
  constexpr std::array<std::string_view, 6> kKinds = {"bucket", "git",   "queue",
                                                      "secret", "table", "topic"};
  return !block.existing &&
         std::find(kKinds.begin(), kKinds.end(), block.kind->name) != kKinds.end() &&
         block.has("encryption");
}

// Reading decrypts. Every other action may write, which also creates a new data key.
bool only_reads(const sema::Grant& grant) {
  return std::all_of(grant.actions.begin(), grant.actions.end(), [](const sema::Value& action) {
    const auto* verb = action.get<sema::Symbol>();
    return verb != nullptr && (verb->name == "read" || verb->name == "receive");
  });
}

// Encrypted data can be used only with its key.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
void add_keys(const Context& context, const sema::Block& block, std::vector<Statement>& result) {
  std::set<std::pair<const sema::Block*, bool>> seen;
  for (const sema::Grant& grant : block.grants) {
    if (!grant.allow) continue;
    for (const sema::Value& resource : grant.resources) {
      const auto* const* named = resource.get<const sema::Block*>();
      if (named == nullptr || !has_key(**named)) continue;
      const bool reads = only_reads(grant);
      if (!seen.insert({(*named)->block("encryption"), reads}).second) continue;
      Statement use{true, {"kms:Decrypt"}, {context.field(**named, "encryption")}, {}, grant.span};
      if (!reads) use.actions.emplace_back("kms:GenerateDataKey");
      result.push_back(std::move(use));
    }
  }
}

}  // namespace

std::vector<Statement> grants(const Context& context, const sema::Block& block) {
  std::vector<Statement> result;
  for (const sema::Grant& grant : block.grants) {
    const std::size_t first = result.size();
    for (const sema::Value& resource : grant.resources) {
      // Resources of one line with the same actions share a statement.
      add_statement(result, first, for_resource(context, grant, resource));
      if (Statement key = for_key(context, grant, resource); !key.actions.empty())
        add_statement(result, first, std::move(key));
    }
  }
  add_keys(context, block, result);
  return result;
}

graph::Value encryption_key(const Context& context, const sema::Block& block) {
  const std::string_view field = block.existing ? "key" : "encryption";
  if (block.kind->field(field) == nullptr || !block.has(field)) return {};
  return block[field].get<sema::Symbol>() != nullptr ? graph::Value()  // `none`
                                                     : context.field(block, field);
}

Statement verb(const Context& context, const sema::Block& target, std::string_view name,
               Span span) {
  const sema::VerbDecl* declared = target.kind->verb(name);
  if (declared == nullptr)
    throw std::logic_error(fmt::format("{} has no verb `{}`", target.title(), name));
  Statement result{true, {declared->actions.begin(), declared->actions.end()}, {}, {}, span};
  for (const std::string_view pattern : declared->resources)
    result.resources.push_back(fill(context, target, pattern));
  return result;
}

}  // namespace svc::lower::iam
