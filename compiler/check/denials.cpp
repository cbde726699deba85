// Denials of permissions that the program needs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/iam_data.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

bool denies(const sema::Grant& grant, std::string_view action) {
  return std::any_of(grant.actions.begin(), grant.actions.end(), [&](const sema::Value& value) {
    const auto* text = value.get<std::string>();
    return text != nullptr && action_matches(*text, action);
  });
}

bool denies_on(const sema::Grant& grant, const Block& target) {
  return std::any_of(grant.resources.begin(), grant.resources.end(), [&](const sema::Value& value) {
    const auto* text = value.get<std::string>();
    return (text != nullptr && *text == "*") || is_about(value, target);
  });
}

bool denies_everywhere(const sema::Grant& grant) {
  return std::any_of(grant.resources.begin(), grant.resources.end(), [](const sema::Value& value) {
    const auto* text = value.get<std::string>();
    return text != nullptr && *text == "*";
  });
}

void report_denied(const sema::Grant& grant, std::string_view action, std::string_view on,
                   std::string_view who, Span needed, Sink& sink) {
  sink.report<diag::DenyDefeats>(grant.span, action, on, who)
      .related(needed, "it is needed here")
      .help("leave the line out, or deny another action");
}

void check_denied_secrets(const plan::Task& task, const sema::Grant& grant, Sink& sink) {
  for (const Block* container : task.block->nested("container")) {
    std::vector<std::pair<const Block*, Span>> needed;
    const auto add = [&](const sema::Value& value) {
      if (const Block* block = read_block(value)) needed.emplace_back(block, value.span);
    };
    const auto* secrets = (*container)["secrets"].get<sema::Object>();
    if (secrets != nullptr) {
      for (const auto& [name, value] : secrets->entries) add(value);
    }
    if (container->has("credentials")) add((*container)["credentials"]);
    for (const auto& [block, span] : needed) {
      const bool parameter = block->kind->name == "parameter";
      const std::string_view action =
          parameter ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
      if (denies(grant, action) && denies_on(grant, *block))
        return report_denied(grant, action, block->title(), "the execution role", span, sink);
      const Block* key = block->existing || parameter ? nullptr : block->block("encryption");
      constexpr std::string_view kDecrypt = "kms:Decrypt";
      if (key != nullptr && denies(grant, kDecrypt) && denies_on(grant, *key))
        return report_denied(grant, kDecrypt, key->title(), "the execution role", span, sink);
    }
    const auto* image = (*container)["image"].get<sema::MethodCall>();
    if (image == nullptr || image->block->kind->name != "repository") continue;
    for (const std::string_view action : {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}) {
      if (!denies(grant, action) || !denies_on(grant, *image->block)) continue;
      return report_denied(grant, action, image->block->title(), "the execution role",
                           (*container)["image"].span, sink);
    }
  }
}

// Credential specs, which are objects in S3 or parameters.
bool check_denied_specs(const Block& container, const sema::Grant& grant, Sink& sink) {
  for (const sema::Value& spec : container.items("credential_specs")) {
    for (const std::string_view action : {"s3:GetObject", "ssm:GetParameters"}) {
      const std::string_view service = action.substr(0, action.find(':'));
      const auto* text = spec.get<std::string>();
      const bool named =
          text != nullptr && text->find(fmt::format(":{}:", service)) != std::string::npos;
      if (!named || !denies(grant, action) || !denies_everywhere(grant)) continue;
      report_denied(grant, action, "\"*\"", "the execution role", spec.span, sink);
      return true;
    }
  }
  return false;
}

// Logs, the login to ECR, and files of variables.
void check_denied_start(const plan::Task& task, const sema::Grant& grant, Sink& sink) {
  for (const Block* container : task.block->nested("container")) {
    const Block* logs = container->only("logs");
    if (logs == nullptr || logs->symbol("driver") == "awslogs") {
      for (const std::string_view action : {"logs:CreateLogStream", "logs:PutLogEvents"}) {
        if (denies(grant, action) && denies_everywhere(grant))
          return report_denied(grant, action, "\"*\"", "the execution role",
                               logs ? logs->span : container->name_span, sink);
      }
    }
    const auto* image = (*container)["image"].get<sema::MethodCall>();
    constexpr std::string_view kLogin = "ecr:GetAuthorizationToken";
    if (image != nullptr && denies(grant, kLogin) && denies_everywhere(grant))
      return report_denied(grant, kLogin, "\"*\"", "the execution role", (*container)["image"].span,
                           sink);
    if (check_denied_specs(*container, grant, sink)) return;
    for (const sema::Value& file : container->items("env_files")) {
      const auto* call = file.get<sema::MethodCall>();
      constexpr std::string_view kRead = "s3:GetObject";
      if (call != nullptr && denies(grant, kRead) &&
          (denies_everywhere(grant) || denies_on(grant, *call->block)))
        return report_denied(grant, kRead, call->block->title(), "the execution role", file.span,
                             sink);
    }
  }
}

// Sessions of ECS Exec:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
void check_denied_exec(const plan::Service& service, Sink& sink) {
  if (service.task == nullptr || !service.block->flag("exec")) return;
  constexpr std::array<std::string_view, 4> kActions = {
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"};
  const Block& task = *service.task->block;
  const Block* role = task.block("role");
  for (const std::vector<sema::Grant>* grants :
       {&task.grants, role != nullptr ? &role->grants : nullptr}) {
    if (grants == nullptr) continue;
    for (const sema::Grant& grant : *grants) {
      if (grant.allow || grant.when.present() || !denies_everywhere(grant)) continue;
      for (const std::string_view action : kActions) {
        if (denies(grant, action))
          return report_denied(grant, action, "\"*\"", "`exec`", (*service.block)["exec"].span,
                               sink);
      }
    }
  }
}

// Actions without which a verb does nothing: to deny one of them is to deny the verb.
bool is_essential(std::string_view action) {
  constexpr std::array<std::string_view, 9> kEssential = {
      "sqs:SendMessage",      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",    "sns:Publish",
      "s3:GetObject",         "s3:PutObject",
      "kms:Decrypt",          "secretsmanager:GetSecretValue",
      "states:StartExecution"};
  return std::find(kEssential.begin(), kEssential.end(), action) != kEssential.end();
}

// Whether a deny of some of these actions makes the line that allows them useless.
bool defeats(const sema::Grant& deny, const std::vector<std::string_view>& wanted) {
  return !wanted.empty() && (std::all_of(wanted.begin(), wanted.end(),
                                         [&](std::string_view one) { return denies(deny, one); }) ||
                             std::any_of(wanted.begin(), wanted.end(), [&](std::string_view one) {
                               return is_essential(one) && denies(deny, one);
                             }));
}

// Whether a deny of one resource takes everything from an allow of the other: "*", the same, or
// all that is below it. A deny of a part leaves the rest.
bool covers(const sema::Value& denied, const sema::Value& allowed) {
  const auto* text = denied.get<std::string>();
  if (text != nullptr) return *text == "*";
  const auto* parts = denied.get<sema::Interpolation>();
  if (parts == nullptr) return read_block(denied) != nullptr;
  const auto* end = parts->parts.back().get<std::string>();
  return (parts->parts.size() == 2 && end != nullptr && *end == "/*") ||
         sema::value_text(denied) == sema::value_text(allowed);
}

// The first block that a value reads, `receipts` of "${receipts.arn}/*".
const Block* block_in(const sema::Value& value) {
  if (const Block* block = read_block(value)) return block;
  const auto* parts = value.get<sema::Interpolation>();
  if (parts == nullptr) return nullptr;
  for (const sema::Value& part : parts->parts) {
    if (const Block* block = read_block(part)) return block;
  }
  return nullptr;
}

bool is_reported(const sema::Grant& deny, const Sink& sink) {
  const auto& known = sink.diagnostics();
  return std::any_of(known.begin(), known.end(), [&](const Diagnostic& d) {
    return d.code == diag::DenyDefeats::code && d.span == deny.span;
  });
}

// The action of these that is denied; the first if that is said by a verb.
std::string_view denied_of(const std::vector<std::string_view>& wanted, const sema::Grant& deny) {
  const auto found = std::find_if(wanted.begin(), wanted.end(),
                                  [&](std::string_view one) { return denies(deny, one); });
  return found == wanted.end() ? wanted.front() : *found;
}

// A `deny` and an `allow` of the same thing in one role.
void check_denied_grants(const std::vector<sema::Grant>& grants, Sink& sink) {
  for (const sema::Grant& deny : grants) {
    if (deny.allow || deny.when.present() || is_reported(deny, sink)) continue;
    for (const sema::Grant& allow : grants) {
      if (!allow.allow) continue;
      for (const sema::Value& resource : allow.resources) {
        const Block* block = block_in(resource);
        if (block == nullptr || !denies_on(deny, *block) ||
            std::none_of(deny.resources.begin(), deny.resources.end(),
                         [&](const sema::Value& one) { return covers(one, resource); }))
          continue;
        for (const sema::Value& action : allow.actions) {
          const auto* verb = action.get<sema::Symbol>();
          const sema::VerbDecl* declared = verb ? block->kind->verb(verb->name) : nullptr;
          const auto* text = action.get<std::string>();
          std::vector<std::string_view> wanted;
          if (declared) wanted.assign(declared->actions.begin(), declared->actions.end());
          if (text) wanted.push_back(*text);
          if (!defeats(deny, wanted) &&
              !(text == nullptr && verb != nullptr &&
                std::any_of(deny.actions.begin(), deny.actions.end(), [&](const auto& v) {
                  const auto* other = v.template get<sema::Symbol>();
                  return other && other->name == verb->name;
                })))
            continue;
          sink.report<diag::DenyDefeats>(deny.span, denied_of(wanted, deny), block->title(),
                                         "this role")
              .related(allow.span, "it is allowed here")
              .help("leave one of the two lines out");
          return;
        }
      }
    }
  }
}

}  // namespace

void check_denials(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    const Block* role = task.block->block("execution_role");
    if (role == nullptr || role->existing) continue;
    for (const sema::Grant& grant : role->grants) {
      if (grant.allow || grant.when.present()) continue;
      check_denied_secrets(task, grant, sink);
      check_denied_start(task, grant, sink);
    }
  }
  for (const plan::Service& service : plan.services) check_denied_exec(service, sink);
  for (const Block& block : program.block_store) {
    if (!block.grants.empty()) check_denied_grants(block.grants, sink);
  }
}

}  // namespace svc::check
