// Policies: trust policies, managed policies, and what raw resources and patches write out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/iam_statements.h"
#include "check/json_text.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/kinds.h"

namespace svc::check {
namespace {

std::vector<const sema::Value*> statements_of(const Document& document) {
  return items_of(document.value() ? member(*document.value(), "Statement") : nullptr);
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
void check_element(const sema::Value* value, std::string_view element,
                   std::initializer_list<std::string_view> allowed, Sink& sink) {
  const auto* text = value ? value->get<std::string>() : nullptr;
  if (text == nullptr || std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return;
  sink.report<diag::PolicyElement>(value->span, *text, element)
      .help(fmt::format("write \"{}\"", *allowed.begin()));
}

void check_elements(const Document& document, Sink& sink) {
  if (document.value() == nullptr) return;
  check_element(member(*document.value(), "Version"), "Version", {"2012-10-17", "2008-10-17"},
                sink);
  for (const sema::Value* statement : statements_of(document))
    check_element(member(*statement, "Effect"), "Effect", {"Allow", "Deny"}, sink);
}

// Who a statement is about follows from where the policy is, in all policies but those of a
// resource; a trust policy is about its own role.
enum class PolicyOf : std::uint8_t { Identity, Resource, Trust };

// `Action`, or `NotAction`.
const sema::Value* either_of(const sema::Value& statement, std::string_view element) {
  const sema::Value* found = member(statement, element);
  return found != nullptr ? found : member(statement, "Not" + std::string(element));
}

void check_shape(const Document& document, PolicyOf kind, Sink& sink) {
  const auto report = [&](const sema::Value& at, std::string_view fault, std::string_view help) {
    sink.report<diag::StatementShape>(at.span, fault).help(std::string(help));
  };
  for (const sema::Value* statement : statements_of(document)) {
    if (statement->get<sema::Object>() == nullptr) continue;
    const sema::Value* principal = either_of(*statement, "Principal");
    const sema::Value* resource = either_of(*statement, "Resource");
    if (kind == PolicyOf::Identity && principal != nullptr)
      report(*principal, "has a `Principal`, which follows from the role that the policy is for",
             "leave it out");
    if (kind == PolicyOf::Identity && resource == nullptr)
      report(*statement, "names no `Resource`", "write `Resource = \"…\"`");
    if (kind == PolicyOf::Trust && resource != nullptr)
      report(*resource, "has a `Resource`, but a trust policy is about its own role",
             "leave it out");
    if (kind != PolicyOf::Identity && principal == nullptr)
      report(*statement, "names no `Principal`", "write `Principal = { Service = \"…\" }`");
    for (const std::string_view element : {"Action", "Resource", "Principal"}) {
      const sema::Value* inverse = member(*statement, fmt::format("Not{}", element));
      if (inverse != nullptr && member(*statement, element) != nullptr)
        report(*inverse, fmt::format("has both `{}` and `Not{}`", element, element),
               "keep one of them");
    }
    if (either_of(*statement, "Action") == nullptr)
      report(*statement, "names no `Action`", "write `Action = […]`");
    if (member(*statement, "Effect") == nullptr)
      report(*statement, "has no `Effect`", "write `Effect = \"Allow\"`");
  }
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
void check_pass_role(const sema::Value& statement, Sink& sink) {
  const sema::Value* effect = member(statement, "Effect");
  if (effect == nullptr || text_of(*effect).value_or("") != "Allow" ||
      member(statement, "Condition") != nullptr)
    return;
  const auto has = [&](std::string_view element, std::string_view word) {
    const auto items = items_of(member(statement, element));
    return std::find_if(items.begin(), items.end(), [&](const sema::Value* item) {
             return text_of(*item).value_or("") == word;
           }) != items.end();
  };
  if (!has("Action", "iam:PassRole") || !has("Resource", "*")) return;
  sink.report<diag::PassAnyRole>(member(statement, "Resource")->span)
      .help("name the roles, or the service in the condition `iam:PassedToService`");
}

void check_policy(const sema::Value* policy, PolicyOf kind, Sink& sink) {
  const Document document(policy);
  check_elements(document, sink);
  check_shape(document, kind, sink);
  for (const sema::Value* statement : statements_of(document)) {
    if (kind == PolicyOf::Identity) check_pass_role(*statement, sink);
    check_statement({items_of(member(*statement, "Action")),
                     items_of(member(*statement, "Resource")), member(*statement, "Condition")},
                    sink);
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

// Whether a trust policy names services, but not this one. False if a statement names no service:
// svcc cannot judge that one.
bool leaves_out(const Document& document, std::string_view wanted) {
  bool known = false;
  for (const sema::Value* statement : statements_of(document)) {
    const sema::Value* services = member(*statement, "Principal.Service");
    if (services == nullptr) return false;
    for (const sema::Value* principal : items_of(services)) {
      const auto* text = principal->get<std::string>();
      if (text == nullptr || text->substr(0, text->find('.')) == wanted) return false;
      known = true;
    }
  }
  return known;
}

// A patched trust policy that names services, but not the one that the role is for.
void check_trust_purpose(const Block& role, const sema::Value* policy, Sink& sink) {
  const auto purpose = std::find_if(role.clauses.begin(), role.clauses.end(),
                                    [](const auto& c) { return c.decl->name == "purpose"; });
  if (role.kind->name != "role" || purpose == role.clauses.end()) return;
  const auto* word = purpose->value.get<sema::Symbol>();
  const std::string_view wanted = word ? principal_of(word->name) : std::string_view();
  if (wanted.empty() || !leaves_out(Document(policy), wanted)) return;
  sink.report<diag::TrustOfOther>(policy->span, role.name, word->name,
                                  fmt::format("\"{}.amazonaws.com\"", wanted))
      .related(role.span, "the role")
      .help(fmt::format("add \"{}.amazonaws.com\" to its principals", wanted));
}

// A `role` of the language that a raw resource gives to another service than it is for.
void check_purpose_of(const Block& role, const sema::Value& value, std::string_view property,
                      std::string_view wanted, Sink& sink) {
  const auto purpose = std::find_if(role.clauses.begin(), role.clauses.end(),
                                    [](const auto& c) { return c.decl->name == "purpose"; });
  if (role.kind->name != "role" || purpose == role.clauses.end()) return;
  const auto* word = purpose->value.get<sema::Symbol>();
  if (word == nullptr || principal_of(word->name) == wanted) return;
  sink.report<diag::WrongPurpose>(value.span, role.name, word->name, fmt::format("`{}`", property),
                                  fmt::format("{}.amazonaws.com", wanted))
      .related(role.span, "the role")
      .help("name another role");
}

// A raw role that a raw resource gives to a service of AWS (templates/facts/role-uses.txt).
void check_role_uses(const sema::Program& program, Sink& sink) {
  const FactList uses("role-uses");
  for (const Block* block : program.blocks) {
    if (block->kind->name != "raw") continue;
    for (const sema::Patch& patch : block->patches) {
      const auto paths = uses.values(patch.part);
      for (std::size_t i = 0; i + 1 < paths.size(); i += 2) {
        const sema::Value* value = member(patch.properties, paths[i]);
        const Block* role = value ? read_block(*value) : nullptr;
        if (role == nullptr) continue;
        check_purpose_of(*role, *value, paths[i], paths[i + 1], sink);
        if (role->kind->name != "raw") continue;
        for (const sema::Patch& own : role->patches) {
          const sema::Value* trust = member(own.properties, own.target == TargetId::Terraform
                                                                ? "assume_role_policy"
                                                                : "AssumeRolePolicyDocument");
          if (own.target != patch.target || trust == nullptr ||
              !leaves_out(Document(trust), paths[i + 1]))
            continue;
          sink.report<diag::TrustOfOther>(trust->span, role->name, block->title(),
                                          fmt::format("\"{}.amazonaws.com\"", paths[i + 1]))
              .related(value->span, "what the role is for")
              .help(fmt::format("add \"{}.amazonaws.com\" to its principals", paths[i + 1]));
        }
      }
    }
  }
}

// Whether a trust policy allows anyone to take the role.
bool lets_someone_in(const Document& document) {
  const auto statements = statements_of(document);
  return statements.empty() ||
         std::any_of(statements.begin(), statements.end(), [](const sema::Value* statement) {
           const sema::Value* effect = member(*statement, "Effect");
           const auto* text = effect ? effect->get<std::string>() : nullptr;
           return text == nullptr || *text != "Deny";
         });
}

void check_principals(const Document& document, Sink& sink) {
  for (const sema::Value* statement : statements_of(document)) {
    for (const sema::Value* principal : items_of(member(*statement, "Principal.Service")))
      check_service_principal(*principal, sink);
  }
}

// "AssumeRole policy may only specify STS AssumeRole actions":
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
void check_trust_actions(const Document& document, Sink& sink) {
  const FactList known("trust-actions");
  for (const sema::Value* statement : statements_of(document)) {
    for (const sema::Value* action : items_of(member(*statement, "Action"))) {
      const auto* text = action->get<std::string>();
      if (text == nullptr || known.has(*text) || text->find('*') != std::string::npos) continue;
      sink.report<diag::StatementShape>(
              action->span, fmt::format("allows `{}`, but a role can only be assumed", *text))
          .help("write `Action = \"sts:AssumeRole\"`");
    }
  }
}

void check_trust(const sema::Value* policy, Sink& sink) {
  const Document document(policy);
  if (document.value() == nullptr) return;
  check_trust_actions(document, sink);
  check_policy(policy, PolicyOf::Trust, sink);
  check_principals(document, sink);
  if (!lets_someone_in(document))
    sink.report<diag::TrustOfNobody>(policy->span).help("write `Effect = \"Allow\"`");
}

// Whether a statement lets people or roles change the policy.
bool may_change(const sema::Value& statement) {
  const sema::Value* principal = member(statement, "Principal");
  if (principal == nullptr) return true;  // it is reported elsewhere
  const bool people = principal->get<sema::Object>() == nullptr ||
                      member(*principal, "AWS") != nullptr ||
                      member(*principal, "Federated") != nullptr;
  const auto actions = items_of(member(statement, "Action"));
  return people && (actions.empty() ||
                    std::any_of(actions.begin(), actions.end(), [](const sema::Value* one) {
                      const auto* text = one->get<std::string>();
                      return text == nullptr || *text == "*" || *text == "kms:*" ||
                             text->starts_with("kms:Put");
                    }));
}

// "The new key policy will not allow you to update the key policy in the future":
// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
// (BypassPolicyLockoutSafetyCheck)
void check_key_policy(const sema::Value* policy, Sink& sink) {
  const Document document(policy);
  const auto statements = statements_of(document);
  if (statements.empty() ||
      std::any_of(statements.begin(), statements.end(),
                  [](const sema::Value* statement) { return may_change(*statement); }))
    return;
  sink.report<diag::KeyLockout>(policy->span)
      .help(
          "add a statement that allows `kms:*` to the account: `Principal = { AWS = "
          "\"arn:aws:iam::${environment.account}:root\" }`");
}

// ---- Managed policies

// `"AmazonS3ReadOnlyAccess"` for the ARN of this policy of AWS. Gives whether it is the name of
// one.
bool report_policy_name(const sema::Value& value, const std::string& name, Sink& sink) {
  const FactList known("managed-policies");
  std::string_view meant;
  for (const std::string_view one : known.names()) {
    if (one == name || one.ends_with("/" + name)) meant = one;
  }
  if (meant.empty()) meant = closest(name, known.names());
  if (meant.empty()) return false;
  const std::string arn = fmt::format("\"arn:aws:iam::aws:policy/{}\"", meant);
  sink.report<diag::NotAPolicy>(value.span, name)
      .help(fmt::format("write the ARN of the policy: {}", arn))
      .repair(fmt::format("Write {}", arn), {{value.span, arn}});
  return true;
}

void check_managed_policy(const sema::Value& value, Sink& sink) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return;
  const std::size_t aws = text->find(":iam::aws:policy/");
  if (aws == std::string::npos) {
    if (!text->starts_with("arn:") && report_policy_name(value, *text, sink)) return;
    if (text->find(":policy/") == std::string::npos)
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

// A policy that a patch writes in place of svcc's.
void check_patched_policy(const sema::Patch& patch, Sink& sink) {
  const bool resource =
      patch.part == "queue_policy" || patch.part == "topic_policy" || patch.part == "bucket_policy";
  if (patch.part != "role_policy" && !resource) return;
  const sema::Value* policy =
      member(patch.properties, patch.target == TargetId::Terraform ? "policy" : "PolicyDocument");
  check_policy(policy, resource ? PolicyOf::Resource : PolicyOf::Identity, sink);
  if (resource) check_principals(Document(policy), sink);
}

void check_written_policies(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::IAM::Role", "aws_iam_role")) {
    check_trust(raw.get("AssumeRolePolicyDocument", "assume_role_policy"), sink);
    for (const sema::Value* policy : items_of(raw.get("ManagedPolicyArns", "managed_policy_arns")))
      check_managed_policy(*policy, sink);
    check_managed_policy_of(raw.get("PermissionsBoundary", "permissions_boundary"), sink);
    for (const sema::Value* policy : items_of(raw.get("Policies", "inline_policy")))
      check_policy(member(*policy, raw.terraform ? "policy" : "PolicyDocument"), PolicyOf::Identity,
                   sink);
  }
  for (const Raw& raw : raw_resources(program, {}, "aws_iam_role_policy_attachment"))
    check_managed_policy_of(raw.get({}, "policy_arn"), sink);
  for (const std::pair<std::string_view, std::string_view>& types :
       {std::pair<std::string_view, std::string_view>{"AWS::IAM::Policy", "aws_iam_policy"},
        {"AWS::IAM::ManagedPolicy", "aws_iam_role_policy"},
        {"AWS::IAM::RolePolicy", "aws_iam_user_policy"}}) {
    for (const Raw& raw : raw_resources(program, types.first, types.second))
      check_policy(raw.get("PolicyDocument", "policy"), PolicyOf::Identity, sink);
  }
  for (const Raw& raw : raw_resources(program, "AWS::KMS::Key", "aws_kms_key")) {
    const sema::Value* bypass =
        raw.get("BypassPolicyLockoutSafetyCheck", "bypass_policy_lockout_safety_check");
    if (bypass == nullptr) check_key_policy(raw.get("KeyPolicy", "policy"), sink);
  }
  for (const std::pair<std::string_view, std::string_view>& types :
       {std::pair<std::string_view, std::string_view>{"AWS::SQS::QueuePolicy",
                                                      "aws_sqs_queue_policy"},
        {"AWS::SNS::TopicPolicy", "aws_sns_topic_policy"},
        {"AWS::S3::BucketPolicy", "aws_s3_bucket_policy"}}) {
    for (const Raw& raw : raw_resources(program, types.first, types.second)) {
      const sema::Value* policy = raw.get("PolicyDocument", "policy");
      check_policy(policy, PolicyOf::Resource, sink);
      check_principals(Document(policy), sink);
    }
  }
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw") continue;
      const bool terraform = patch.target == TargetId::Terraform;
      check_patched_policy(patch, sink);
      if (patch.part == "key")
        check_key_policy(member(patch.properties, terraform ? "policy" : "KeyPolicy"), sink);
      if (patch.part != "role") continue;
      const sema::Value* trust =
          member(patch.properties, terraform ? "assume_role_policy" : "AssumeRolePolicyDocument");
      check_trust(trust, sink);
      if (trust != nullptr) check_trust_purpose(block, trust, sink);
      check_managed_policy_of(
          member(patch.properties, terraform ? "permissions_boundary" : "PermissionsBoundary"),
          sink);
      for (const sema::Value* policy : items_of(
               member(patch.properties, terraform ? "managed_policy_arns" : "ManagedPolicyArns")))
        check_managed_policy(*policy, sink);
    }
  }
}

}  // namespace

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
void check_service_principal(const sema::Value& principal, Sink& sink) {
  const FactList known("service-principals");
  constexpr std::string_view kEnd = ".amazonaws.com";
  const auto* text = principal.get<std::string>();
  if (text == nullptr) return;
  std::string_view name = *text;
  if (name.ends_with(".cn")) name.remove_suffix(3);
  if (!name.ends_with(kEnd)) {
    sink.report<diag::TrustPrincipal>(principal.span, *text)
        .help("write a name such as \"ecs-tasks.amazonaws.com\"");
    return;
  }
  name.remove_suffix(kEnd.size());
  const std::string_view near = closest(name, known.names());
  if (known.has(name) || near.empty()) return;
  const std::string meant = std::string(near) + std::string(kEnd);
  sink.report<diag::TrustPrincipal>(principal.span, *text)
      .help(fmt::format("did you mean \"{}\"?", meant))
      .repair(fmt::format("Write \"{}\"", meant), {{principal.span, fmt::format("\"{}\"", meant)}});
}

void check_policies(const sema::Program& program, Sink& sink) {
  check_written_policies(program, sink);
  check_role_uses(program, sink);
  for (const Block* role : program.created("role")) {
    for (const sema::Value& policy : role->items("managed")) check_managed_policy(policy, sink);
    check_managed_policy((*role)["boundary"], sink);
  }
  if (program.app != nullptr) check_managed_policy((*program.app)["boundary"], sink);
}

}  // namespace svc::check
