// Roles and secrets.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "check/subjects.h"
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

// I1: the trust policy of a role follows from its purpose.
void check_purpose(const Block& task, std::string_view field, std::string_view wanted, Sink& sink) {
  const Block* role = task.block(field);
  if (!role || purpose_of(*role) == wanted) return;
  sink.report<diag::WrongPurpose>(task[field].span, role->name, purpose_of(*role), fmt::format("`{}`", field), wanted)
      .related(role->span, "the role")
      .help(fmt::format("declare it as `role {} for {}`", role->name, wanted));
}

// I2: a task that has the execution role can read every secret of its containers, and pull from the registries.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
void check_task_roles(const plan::Task& task, Sink& sink) {
  const Block& block = *task.block;
  const Block* role = block.block("role");
  check_purpose(block, "role", "task", sink);
  // The same role for both has the wrong purpose for one of them; what is below says more.
  if (!role || role != block.block("execution_role")) check_purpose(block, "execution_role", "execution", sink);
  if (role && role == block.block("execution_role")) {
    sink.report<diag::SameRole>(block["execution_role"].span, role->name)
        .related(block["role"].span, "the task's role")
        .help("leave out `execution_role`: one is made that can do just what ECS needs")
        .fix("Leave out `execution_role`", sema::leave_out(block, "execution_role"));
  }
  if (role && role->existing && !block.grants.empty()) {
    sink.report<diag::GrantOnExistingRole>(block.grants.front().span, role->name)
        .related(block["role"].span, "the task's role")
        .help("leave out `role`, so that a role is made of the `allow` lines, or grant it where the role is made")
        .fix("Leave out `role`", sema::leave_out(block, "role"));
  }
  const auto asks = std::find_if(task.services.begin(), task.services.end(), [](const Block* service) { return service->flag("exec"); });
  if (role && role->existing && asks != task.services.end()) {
    // I5: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
    sink.report<diag::ExecExistingRole>((**asks)["exec"].span, role->name)
        .related(block["role"].span, "the task's role")
        .help("make sure that it allows ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel, or leave out `role`");
  }
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (Name): a secret is found by a part of its ARN, to which AWS
// adds a hyphen and six letters.
void check_secret_name(const Block& secret, Sink& sink) {
  const auto* name = secret["name"].get<std::string>();
  if (!name || name->size() < 7) return;
  const std::string_view end = std::string_view(*name).substr(name->size() - 7);
  const bool alike = end.front() == '-' && std::all_of(end.begin() + 1, end.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
  if (!alike) return;
  sink.report<diag::SecretName>(secret["name"].span, *name)
      .help("if this is a part of its ARN, leave out the hyphen and the last six letters; if it is its name, choose another for it");
}

// The name of a role that exists already is the end of its ARN, and of an ARN that only the deployment knows nothing can be cut off.
class RoleNames {
 public:
  explicit RoleNames(Sink& sink) : sink_(sink) {}

  void of(const Block& block) {
    for (const sema::FieldValue& field : block.fields) of(field.value);
    for (const sema::Grant& grant : block.grants) of_all(grant.resources);
    for (const sema::Patch& patch : block.patches) of(patch.properties);
    for (const Block* nested : block.blocks) of(*nested);
    for (const sema::FieldValue& field : block.fields) {
      const auto* const* inner = field.value.get<const Block*>();
      if (inner && !(*inner)->top_level && (*inner)->parent == &block) of(**inner);
    }
  }

  void of(const sema::Value& value) {
    if (const auto* read = value.get<sema::AttributeRef>()) report(*read, value.span);
    if (const auto* list = value.get<sema::List>()) of_all(list->items);
    if (const auto* text = value.get<sema::Interpolation>()) of_all(text->parts);
    if (const auto* encoding = value.get<sema::Encoding>()) of_all(encoding->of);
    if (const auto* call = value.get<sema::MethodCall>()) of_all(call->arguments);
    const auto* object = value.get<sema::Object>();
    if (!object) return;
    for (const auto& [key, entry] : object->entries) of(entry);
  }

 private:
  void of_all(const std::vector<sema::Value>& values) {
    for (const sema::Value& value : values) of(value);
  }

  void report(const sema::AttributeRef& read, Span span) {
    const Block& role = *read.block;
    if (role.kind->name != "role" || !role.existing || read.attribute != "name" || role["arn"].get<std::string>()) return;
    sink_.report<diag::RoleNameUnknown>(span, role.name).related(role["arn"].span, "its ARN is given when it is deployed").help("read `arn` instead, or give its name as a `param` of its own");
  }

  Sink& sink_;
};

}  // namespace

void check_roles(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) check_task_roles(task, sink);
  for (const Block* block : program.blocks) {
    if (block->kind->name == "secret" && block->existing) check_secret_name(*block, sink);
  }
  RoleNames names(sink);
  for (const Block* block : program.blocks) names.of(*block);
  for (const sema::Output& output : program.outputs) names.of(output.value);
}

}  // namespace svc::check
