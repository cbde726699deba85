// Permissions: whether the actions exist and act on the named resources, and whether conditions are
// valid.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/iam_data.h"
#include "check/json_text.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

// ---- What is written, as a pattern of ARNs

// The ARN of a block's resource, with `name` for its name; empty for kinds without an entry here.
std::string arn_of(const Block& block) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kForms = {
      Row{"queue", "arn:aws:sqs:*:*:name"},
      Row{"topic", "arn:aws:sns:*:*:name"},
      Row{"bucket", "arn:aws:s3:::name"},
      Row{"table", "arn:aws:dynamodb:*:*:table/name"},
      Row{"repository", "arn:aws:ecr:*:*:repository/name"},
      Row{"secret", "arn:aws:secretsmanager:*:*:secret:name"},
      Row{"parameter", "arn:aws:ssm:*:*:parameter/name"},
      Row{"key", "arn:aws:kms:*:*:key/name"},
      Row{"job", "arn:aws:states:*:*:stateMachine:name"},
      Row{"cluster", "arn:aws:ecs:*:*:cluster/name"},
      Row{"service", "arn:aws:ecs:*:*:service/name/name"},
      Row{"role", "arn:aws:iam::*:role/name"},
      Row{"pipeline", "arn:aws:codepipeline:*:*:name"},
      Row{"alarm", "arn:aws:cloudwatch:*:*:alarm:name"},
      Row{"composite_alarm", "arn:aws:cloudwatch:*:*:alarm:name"},
      Row{"balancer", "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/name/0"},
      Row{"filesystem", "arn:aws:elasticfilesystem:*:*:file-system/name"}};
  const auto* found = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const Row& row) { return row.first == block.kind->name; });
  return found == kForms.end() ? std::string() : std::string(found->second);
}

// The possible ARNs of a resource, with `*` for unknown parts.
std::string pattern_of(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* read = value.get<sema::AttributeRef>()) {
    const std::string arn = read->attribute == "arn" ? arn_of(*read->block) : std::string();
    return arn.empty() ? "*" : arn;
  }
  if (const auto* parts = value.get<sema::Interpolation>()) {
    std::string text;
    for (const sema::Value& part : parts->parts) text += pattern_of(part);
    return text;
  }
  return "*";
}

// The patterns of a resource of a grant. A block means everything that its verbs act on.
std::vector<std::string> patterns_of(const sema::Value& resource) {
  const auto* const* block = resource.get<const Block*>();
  if (block == nullptr) return {pattern_of(resource)};
  const std::string arn = arn_of(**block);
  if (arn.empty()) return {"*"};
  std::vector<std::string> found = {arn};
  for (const sema::VerbDecl& verb : (*block)->kind->verbs) {
    for (const std::string_view form : verb.resources) {
      const std::size_t brace = form.find('}');
      if (brace != std::string_view::npos && brace + 1 < form.size())
        found.push_back(arn + std::string(form.substr(brace + 1)));
    }
  }
  return found;
}

// Whether some ARN matches both patterns. A `*` stays within its part of the ARN, except in the
// last part.
bool arns_meet(std::string_view written, std::string_view known) {
  for (int part = 0; part < 5; ++part) {
    const std::size_t w = written.find(':');
    const std::size_t k = known.find(':');
    if (w == std::string_view::npos || k == std::string_view::npos)
      return patterns_meet(written, known);
    // Partitions are compared with the region (arns.cpp), not with the data, which is of `aws`.
    const bool partition = part == 1;
    if (!partition && !patterns_meet(written.substr(0, w), known.substr(0, k))) return false;
    written.remove_prefix(w + 1);
    known.remove_prefix(k + 1);
  }
  return patterns_meet(written, known);
}

// ---- Statements: those of `allow` and those of policies that are written out

struct Statement {
  std::vector<const sema::Value*> actions;
  std::vector<const sema::Value*> resources;
  const sema::Value* condition = nullptr;
};

std::vector<const sema::Value*> items_of(const sema::Value* value) {
  if (value == nullptr) return {};
  const auto* list = value->get<sema::List>();
  if (list == nullptr) return {value};
  std::vector<const sema::Value*> items;
  for (const sema::Value& item : list->items) items.push_back(&item);
  return items;
}

class StatementCheck {
 public:
  StatementCheck(std::map<std::string, std::optional<IamServiceFacts>, std::less<>>& facts,
                 Sink& sink)
      : facts_(facts), sink_(sink) {}

  void check(const Statement& statement) {
    if (check_arns(statement)) {
      for (const sema::Value* action : statement.actions) check_action(*action, statement);
    }
    if (statement.condition != nullptr) check_condition(*statement.condition);
  }

 private:
  const std::optional<IamServiceFacts>& service(std::string_view prefix) {
    const auto known = facts_.find(prefix);
    if (known != facts_.end()) return known->second;
    return facts_.emplace(std::string(prefix), find_iam_service(prefix)).first->second;
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  bool check_arns(const Statement& statement) {
    bool good = true;
    for (const sema::Value* resource : statement.resources) {
      const auto* text = resource->get<std::string>();
      if (text == nullptr || *text == "*") continue;
      const auto colons = std::count(text->begin(), text->end(), ':');
      if (text->starts_with("arn:") && (colons >= 5 || text->ends_with(":*"))) continue;
      sink_.report<diag::MalformedArn>(resource->span, *text)
          .help("write \"*\", the ARN of one resource, or its block");
      good = false;
    }
    return good;
  }

  void check_action(const sema::Value& action, const Statement& statement) {
    const auto* text = action.get<std::string>();
    if (text == nullptr || *text == "*") return;
    const std::size_t colon = text->find(':');
    if (colon == std::string::npos) return;
    const std::string prefix = text->substr(0, colon);
    const std::string name = text->substr(colon + 1);
    if (prefix.find_first_of("*?") != std::string::npos) return;
    const std::optional<IamServiceFacts>& facts = service(lowered(prefix));
    if (!facts) {
      suggest(sink_.report<diag::UnknownIamService>(action.span, prefix), Span{},
              closest(prefix, iam_prefixes()), "write the prefix that IAM lists, such as `s3`");
      return;
    }
    std::vector<const IamAction*> meant;
    for (const IamAction& one : facts->actions) {
      if (action_matches(name, one.name)) meant.push_back(&one);
    }
    if (meant.empty()) return report_unknown(action, prefix, name, *facts);
    check_resources(action, *facts, meant, statement);
  }

  void report_unknown(const sema::Value& action, const std::string& prefix, const std::string& name,
                      const IamServiceFacts& facts) {
    const std::string near(nearest_action(name, facts));
    auto report = sink_.report<diag::UnknownIamAction>(action.span, prefix + ":" + name);
    if (near.empty()) {
      report.help(fmt::format("write an action of `{}`, such as \"{}:{}\"", prefix, prefix,
                              facts.actions.front().name));
      return;
    }
    const std::string meant = prefix + ":" + near;
    report.help(fmt::format("did you mean \"{}\"?", meant))
        .repair(fmt::format("Write \"{}\"", meant), {{action.span, fmt::format("\"{}\"", meant)}});
  }

  // An API operation that has another name as a permission.
  static std::string_view nearest_action(const std::string& name, const IamServiceFacts& facts) {
    if (facts.prefix == "s3" && name == "HeadObject") return "GetObject";
    if (facts.prefix == "s3" && name == "ListObjects") return "ListBucket";
    if (facts.prefix == "s3" && name == "ListObjectsV2") return "ListBucket";
    if (facts.prefix == "s3" && name == "WriteObject") return "PutObject";
    std::vector<std::string_view> names;
    for (const IamAction& action : facts.actions) names.push_back(action.name);
    return closest(name, names);
  }

  void check_resources(const sema::Value& action, const IamServiceFacts& facts,
                       const std::vector<const IamAction*>& meant, const Statement& statement) {
    if (statement.resources.empty()) return;
    std::vector<std::string> written;
    for (const sema::Value* resource : statement.resources) {
      for (std::string& pattern : patterns_of(*resource)) written.push_back(std::move(pattern));
    }
    const auto acts = [&](const IamAction* one) {
      if (!one->judged()) return true;
      const auto known = facts.patterns(*one);
      return std::any_of(written.begin(), written.end(), [&](const std::string& pattern) {
        return pattern == "*" || std::any_of(known.begin(), known.end(), [&](std::string_view arn) {
                 return arns_meet(pattern, arn);
               });
      });
    };
    if (std::any_of(meant.begin(), meant.end(), acts)) return;
    const auto known = facts.patterns(*meant.front());
    const std::string text = *action.get<std::string>();
    if (known.empty()) {
      sink_.report<diag::ActionWithoutResource>(action.span, text)
          .related(statement.resources.front()->span, "the resource")
          .help("write it in a line of its own, `on \"*\"`");
      return;
    }
    // The shortest is the usual one.
    std::string form(*std::min_element(
        known.begin(), known.end(),
        [](std::string_view a, std::string_view b) { return a.size() < b.size(); }));
    std::replace(form.begin(), form.end(), '+', '*');
    const Block* block = read_block(*statement.resources.front());
    sink_
        .report<diag::ActionOfOtherResource>(action.span, text,
                                             block != nullptr
                                                 ? "the ARN of " + block->title()
                                                 : fmt::format("\"{}\"", written.front()),
                                             form)
        .related(statement.resources.front()->span, "the resource")
        .help(facts.prefix == "s3" && arns_meet(written.front() + "/x", known.back())
                  ? "write the objects of the bucket: \"${bucket.arn}/*\""
                  : "name a resource that the action takes");
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  void check_condition(const sema::Value& condition) {
    const auto* object = condition.get<sema::Object>();
    if (object == nullptr) return;
    const FactList operators("condition-operators");
    for (const auto& [written, keys] : object->entries) {
      std::string_view name = written;
      for (const std::string_view quantifier : {"ForAllValues:", "ForAnyValue:"}) {
        if (name.starts_with(quantifier)) name.remove_prefix(quantifier.size());
      }
      if (name.ends_with("IfExists")) name.remove_suffix(8);
      if (!operators.has(name)) {
        const std::string_view near = closest(name, operators.names());
        sink_.report<diag::ConditionOperator>(keys.span, written)
            .help(near.empty() ? "write an operator such as `StringEquals`"
                               : fmt::format("did you mean `{}`?", near));
        continue;
      }
      const auto* entries = keys.get<sema::Object>();
      if (entries == nullptr) continue;
      for (const auto& [key, value] : entries->entries) check_key(key, value.span);
    }
  }

  void check_key(const std::string& key, Span span) {
    const std::size_t colon = key.find(':');
    if (colon == std::string::npos) {
      sink_.report<diag::ConditionKey>(span, key).help("write a key such as `aws:SourceArn`");
      return;
    }
    const std::string prefix = lowered(key.substr(0, colon));
    std::vector<std::string_view> known;
    if (prefix == "aws") {
      known = FactList("global-condition-keys").names();
    } else if (const auto& facts = service(prefix)) {
      known = facts->condition_keys;
    } else {
      return;
    }
    const bool found = std::any_of(known.begin(), known.end(), [&](std::string_view one) {
      const std::size_t open = one.find_first_of("$<{*");
      return open == std::string_view::npos
                 ? action_matches(one, key)
                 : key.size() >= open && action_matches(one.substr(0, open), key.substr(0, open));
    });
    if (found || known.empty()) return;
    const std::string_view near = closest(key, known);
    sink_.report<diag::ConditionKey>(span, key).help(
        near.empty() ? fmt::format("write a key that {} lists", prefix)
                     : fmt::format("did you mean `{}`?", near));
  }

  static std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
  }

  std::map<std::string, std::optional<IamServiceFacts>, std::less<>>& facts_;
  Sink& sink_;
};

// ---- Policies that are written out

std::vector<const sema::Value*> statements_of(const Document& document) {
  return items_of(document.value() ? member(*document.value(), "Statement") : nullptr);
}

void check_policy(const sema::Value* policy, StatementCheck& check) {
  const Document document(policy);
  for (const sema::Value* statement : statements_of(document)) {
    check.check({items_of(member(*statement, "Action")), items_of(member(*statement, "Resource")),
                 member(*statement, "Condition")});
  }
}

// The principal of each purpose of a role, as svcc writes it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
std::string_view principal_of(std::string_view purpose) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kPrincipals = {
      Row{"task", "ecs-tasks"},      Row{"execution", "ecs-tasks"},   Row{"instance", "ec2"},
      Row{"build", "codebuild"},     Row{"pipeline", "codepipeline"}, Row{"deploy", "codedeploy"},
      Row{"events", "events"},       Row{"scheduler", "scheduler"},   Row{"infrastructure", "ecs"},
      Row{"stack", "cloudformation"}};
  const auto* found = std::find_if(kPrincipals.begin(), kPrincipals.end(),
                                   [&](const Row& row) { return row.first == purpose; });
  return found == kPrincipals.end() ? std::string_view() : found->second;
}

// A patched trust policy that names services, but not the one that the role is for.
void check_trust_purpose(const Block& role, const sema::Value* policy, Sink& sink) {
  const auto purpose = std::find_if(role.clauses.begin(), role.clauses.end(),
                                    [](const auto& c) { return c.decl->name == "purpose"; });
  if (role.kind->name != "role" || purpose == role.clauses.end()) return;
  const auto* word = purpose->value.get<sema::Symbol>();
  const std::string_view wanted = word ? principal_of(word->name) : std::string_view();
  const Document document(policy);
  bool known = false;
  for (const sema::Value* statement : statements_of(document)) {
    const sema::Value* services = member(*statement, "Principal.Service");
    if (services == nullptr) return;  // others may use it
    for (const sema::Value* principal : items_of(services)) {
      const auto* text = principal->get<std::string>();
      if (text == nullptr || text->substr(0, text->find('.')) == wanted) return;
      known = true;
    }
  }
  if (!known || wanted.empty()) return;
  sink.report<diag::TrustOfOther>(policy->span, role.name, word->name,
                                  fmt::format("\"{}.amazonaws.com\"", wanted))
      .related(role.span, "the role")
      .help(fmt::format("add \"{}.amazonaws.com\" to its principals", wanted));
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
void check_trust(const sema::Value* policy, Sink& sink) {
  const Document document(policy);
  const FactList known("service-principals");
  constexpr std::string_view kEnd = ".amazonaws.com";
  for (const sema::Value* statement : statements_of(document)) {
    for (const sema::Value* principal : items_of(member(*statement, "Principal.Service"))) {
      const auto* text = principal->get<std::string>();
      if (text == nullptr) continue;
      std::string_view name = *text;
      if (name.ends_with(".cn")) name.remove_suffix(3);
      if (!name.ends_with(kEnd)) {
        sink.report<diag::TrustPrincipal>(principal->span, *text)
            .help("write a name such as \"ecs-tasks.amazonaws.com\"");
        continue;
      }
      name.remove_suffix(kEnd.size());
      const std::string_view near = closest(name, known.names());
      if (known.has(name) || near.empty()) continue;
      const std::string meant = std::string(near) + std::string(kEnd);
      sink.report<diag::TrustPrincipal>(principal->span, *text)
          .help(fmt::format("did you mean \"{}\"?", meant))
          .repair(fmt::format("Write \"{}\"", meant),
                  {{principal->span, fmt::format("\"{}\"", meant)}});
    }
  }
}

// ---- Managed policies

void check_managed_policy(const sema::Value& value, Sink& sink) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return;
  const std::size_t aws = text->find(":iam::aws:policy/");
  if (aws == std::string::npos) {
    if (text->find(":policy/") == std::string::npos && text->starts_with("arn:"))
      sink.report<diag::NotAPolicy>(value.span, *text)
          .help(
              "write the ARN of a policy, such as "
              "\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"");
    return;
  }
  const FactList known("managed-policies");
  const std::string name = text->substr(aws + 17);
  // Other partitions have policies of their own.
  if (known.has(name) || !text->starts_with("arn:aws:")) return;
  std::string near;
  for (const std::string_view one : known.names()) {
    // The usual slip is the path, or the end of the name.
    if (one.ends_with("/" + name) || one == name + "Access" || one == name + "Policy") near = one;
  }
  if (near.empty()) near = closest(name, known.names());
  auto report = sink.report<diag::UnknownManagedPolicy>(value.span, name);
  if (near.empty()) {
    report.help("if AWS has it, nothing is wrong; svcc may be older than the policy");
    return;
  }
  const std::string meant = text->substr(0, aws + 17) + near;
  report.help(fmt::format("did you mean \"{}\"?", meant))
      .repair(fmt::format("Write \"{}\"", meant), {{value.span, fmt::format("\"{}\"", meant)}});
}

void check_managed_policy_of(const sema::Value* value, Sink& sink) {
  if (value != nullptr) check_managed_policy(*value, sink);
}

void check_written_policies(const sema::Program& program, StatementCheck& check, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::IAM::Role", "aws_iam_role")) {
    check_trust(raw.get("AssumeRolePolicyDocument", "assume_role_policy"), sink);
    for (const sema::Value* policy : items_of(raw.get("ManagedPolicyArns", "managed_policy_arns")))
      check_managed_policy(*policy, sink);
    check_managed_policy_of(raw.get("PermissionsBoundary", "permissions_boundary"), sink);
    for (const sema::Value* policy : items_of(raw.get("Policies", "inline_policy")))
      check_policy(member(*policy, raw.terraform ? "policy" : "PolicyDocument"), check);
  }
  for (const Raw& raw : raw_resources(program, {}, "aws_iam_role_policy_attachment"))
    check_managed_policy_of(raw.get({}, "policy_arn"), sink);
  for (const std::pair<std::string_view, std::string_view>& types :
       {std::pair<std::string_view, std::string_view>{"AWS::IAM::Policy", "aws_iam_policy"},
        {"AWS::IAM::ManagedPolicy", "aws_iam_role_policy"},
        {"AWS::IAM::RolePolicy", "aws_iam_user_policy"}}) {
    for (const Raw& raw : raw_resources(program, types.first, types.second))
      check_policy(raw.get("PolicyDocument", "policy"), check);
  }
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw" || patch.part != "role") continue;
      const bool terraform = patch.target == TargetId::Terraform;
      const sema::Value* trust =
          member(patch.properties, terraform ? "assume_role_policy" : "AssumeRolePolicyDocument");
      check_trust(trust, sink);
      if (trust != nullptr) check_trust_purpose(block, trust, sink);
      for (const sema::Value* policy : items_of(
               member(patch.properties, terraform ? "managed_policy_arns" : "ManagedPolicyArns")))
        check_managed_policy(*policy, sink);
    }
  }
}

}  // namespace

void check_iam(const sema::Program& program, Sink& sink) {
  std::map<std::string, std::optional<IamServiceFacts>, std::less<>> facts;
  StatementCheck check(facts, sink);
  for (const Block& block : program.block_store) {
    for (const sema::Grant& grant : block.grants) {
      Statement statement;
      for (const sema::Value& action : grant.actions) statement.actions.push_back(&action);
      for (const sema::Value& resource : grant.resources) statement.resources.push_back(&resource);
      if (grant.when.present()) statement.condition = &grant.when;
      check.check(statement);
    }
  }
  check_written_policies(program, check, sink);
  for (const Block* role : program.created("role")) {
    for (const sema::Value& policy : role->items("managed")) check_managed_policy(policy, sink);
    check_managed_policy((*role)["boundary"], sink);
  }
  if (program.app != nullptr) check_managed_policy((*program.app)["boundary"], sink);
}

}  // namespace svc::check
