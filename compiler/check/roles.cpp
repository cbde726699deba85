// Roles and secrets.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/kinds.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

std::string_view purpose_of(const Block& role) {
  for (const sema::ClauseValue& clause : role.clauses) {
    const auto* symbol = clause.value.get<sema::Symbol>();
    if (clause.decl->name == "purpose" && symbol) return symbol->name;
  }
  return {};
}

}  // namespace

// The trust policy of a role follows from its purpose.
void check_purpose(const Block& task, std::string_view field, std::string_view wanted, Sink& sink) {
  const Block* role = task.block(field);
  if (!role || purpose_of(*role) == wanted) return;
  sink.report<diag::WrongPurpose>(task[field].span, role->name, purpose_of(*role),
                                  fmt::format("`{}`", field), wanted)
      .related(role->span, "the role")
      .help(fmt::format("declare it as `role {} for {}`", role->name, wanted));
}

namespace {

// A task that has the execution role can read every secret of its containers, and pull from the
// registries.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
void check_task_roles(const plan::Task& task, Sink& sink) {
  const Block& block = *task.block;
  const Block* role = block.block("role");
  check_purpose(block, "role", "task", sink);
  // The role has the wrong purpose for one of the two uses; the report below says more.
  if (!role || role != block.block("execution_role"))
    check_purpose(block, "execution_role", "execution", sink);
  if (role && role == block.block("execution_role")) {
    sink.report<diag::SameRole>(block["execution_role"].span, role->name)
        .related(block["role"].span, "the task's role")
        .help("leave out `execution_role`: one is made that can do just what ECS needs")
        .fix("Leave out `execution_role`", sema::leave_out(block, "execution_role"));
  }
  if (role && role->existing && !block.grants.empty()) {
    sink.report<diag::GrantOnExistingRole>(block.grants.front().span, role->name)
        .related(block["role"].span, "the task's role")
        .help(
            "leave out `role`, so that svcc creates a role from the `allow` lines, or allow it "
            "where the role is defined")
        .fix("Leave out `role`", sema::leave_out(block, "role"));
  }
  const auto asks = std::find_if(task.services.begin(), task.services.end(),
                                 [](const Block* service) { return service->flag("exec"); });
  if (role && role->existing && asks != task.services.end()) {
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
    sink.report<diag::ExecExistingRole>((**asks)["exec"].span, role->name)
        .related(block["role"].span, "the task's role")
        .help(
            "make sure that it allows ssmmessages:CreateControlChannel, CreateDataChannel, "
            "OpenControlChannel and OpenDataChannel, or leave out `role`");
  }
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (Name): a
// secret is found by a part of its ARN. AWS adds a hyphen and six letters to the ARN.
void check_secret_name(const Block& secret, Sink& sink) {
  const auto* name = secret["name"].get<std::string>();
  if (!name || name->size() < 7 || name->starts_with("arn:")) return;
  const std::string_view end = std::string_view(*name).substr(name->size() - 7);
  const bool alike =
      end.front() == '-' &&
      std::all_of(end.begin() + 1, end.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
  if (!alike) return;
  sink.report<diag::SecretName>(secret["name"].span, *name)
      .help(
          "if this is a part of its ARN, leave out the hyphen and the last six letters; if it is "
          "its name, choose another for it");
}

// The name of an existing role is the last part of its ARN. If the ARN is known only at deployment,
// the name cannot be derived.
void check_names_of_roles(const Reads& reads, Sink& sink) {
  for (const auto& [read, span] : reads.attributes) {
    const Block& role = *read.block;
    if (role.kind->name != "role" || !role.existing || read.attribute != "name" ||
        role["arn"].get<std::string>())
      continue;
    sink.report<diag::RoleNameUnknown>(span, role.name)
        .related(role["arn"].span, "its ARN is given when it is deployed")
        .help("read `arn` instead, or give its name as a `param` of its own");
  }
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html#IAM_allow_other_accounts
void check_shares(const sema::Program& program, Sink& sink) {
  for (const Block* repository : program.created("repository")) {
    for (const sema::Value& account : repository->items("share")) {
      const auto* text = account.get<std::string>();
      const bool good = !text || (text->size() == 12 &&
                                  text->find_first_not_of("0123456789") == std::string::npos);
      if (!good)
        sink.report<diag::ShareAccount>(account.span, *text)
            .help("an account has 12 digits: \"123456789012\"");
    }
  }
}

// What a block does with the role that it names. The actions are the main ones.
struct RoleUse {
  const Block* block = nullptr;
  std::string_view purpose;
  std::string does;
  std::string actions;
};

constexpr std::string_view kStart = "states:StartExecution";

// An existing role is not changed. A role of the program gets the permissions.
void check_role_use(const RoleUse& use, Sink& sink) {
  check_purpose(*use.block, "role", use.purpose, sink);
  const Block* role = use.block->block("role");
  if (role == nullptr || !role->existing) return;
  sink.report<diag::RightsOfExistingRole>((*use.block)["role"].span, role->name, use.does)
      .related(role->span, "the role")
      .help(fmt::format("make sure that it allows {}, or declare `role {} for {}` without "
                        "`existing`: svcc then adds what is needed",
                        use.actions, role->name, use.purpose));
}

RoleUse trigger_use(const Block& trigger) {
  const std::string_view what = trigger.labels.front().text;
  const std::string starts = fmt::format("start job `{}`", trigger.parent->name);
  if (what == "queue")
    return {&trigger, "pipe", "read the queue and " + starts,
            fmt::format("sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes and {}",
                        kStart)};
  return {&trigger, what == "schedule" ? "scheduler" : "events", starts, std::string(kStart)};
}

RoleUse build_use(const Block& step) {
  const bool image = step.decl->name == "build" && step.labels.front().text == "image";
  return {&step, "build", image ? "push this image" : "write the logs and artifacts of this step",
          fmt::format(
              "logs:CreateLogStream, logs:PutLogEvents{}, and s3:GetObject and "
              "s3:PutObject on the pipeline's artifacts",
              image ? ", ecr:GetAuthorizationToken, ecr:PutImage and the uploads of layers" : "")};
}

void check_roles_of_services(const sema::Program& program, Sink& sink) {
  for (const Block* job : program.created("job")) {
    for (const Block* trigger : job->nested("trigger")) check_role_use(trigger_use(*trigger), sink);
  }
  for (const Block* pipeline : program.created("pipeline")) {
    check_role_use(
        {pipeline, "pipeline", fmt::format("run the steps of pipeline `{}`", pipeline->name),
         "what each action of CodePipeline needs, and s3:GetObject and s3:PutObject on "
         "the artifacts"},
        sink);
    for (const Block* step : pipeline->blocks) {
      if (step->decl->name == "build" || step->decl->name == "test")
        check_role_use(build_use(*step), sink);
    }
  }
}

}  // namespace

void check_roles(const sema::Program& program, const plan::Plan& plan, const Reads& reads,
                 Sink& sink) {
  for (const plan::Task& task : plan.tasks) check_task_roles(task, sink);
  for (const Block* block : program.blocks) {
    if (block->kind->name == "secret" && block->existing) check_secret_name(*block, sink);
  }
  check_roles_of_services(program, sink);
  check_names_of_roles(reads, sink);
  check_shares(program, sink);
}

}  // namespace svc::check
