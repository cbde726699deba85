// A queue that nothing receives from.
#include <algorithm>
#include <set>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// `receive`, or an action of AWS that may well be it.
bool receives(const sema::Grant& grant) {
  return std::any_of(grant.actions.begin(), grant.actions.end(), [](const sema::Value& v) {
    if (const auto* verb = v.get<sema::Symbol>()) return verb->name == "receive";
    const auto* action = v.get<std::string>();
    return action == nullptr || action->find("Receive") != std::string::npos ||
           action->find('*') != std::string::npos;
  });
}

using Blocks = std::set<const Block*>;

void add_references(const sema::Value& value, Blocks& named) {
  if (const auto* block = value.get<const Block*>()) named.insert(*block);
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) add_references(item, named);
  }
}

// The same, and what is read of blocks: `jobs.arn`.
void add_mentions(const sema::Value& value, Blocks& named) {
  add_references(value, named);
  if (const auto* read = value.get<sema::AttributeRef>()) named.insert(read->block);
  if (const auto* text = value.get<sema::Interpolation>()) {
    for (const sema::Value& part : text->parts) add_mentions(part, named);
  }
}

// The blocks named by a block that does more than watch them, such as the trigger of a job.
Blocks handed_on(const sema::Program& program) {
  Blocks named;
  for (const Block& block : program.block_store) {
    if (block.kind->name == "alarm" || block.kind->name.starts_with("service.scale")) continue;
    for (const sema::FieldValue& field : block.fields) add_references(field.value, named);
  }
  return named;
}

// The rights of a role are unknown if they come from more than `allow` lines.
bool has_other_rights(const Block& task) {
  const Block* role = task.block("role");
  return role != nullptr &&
         (role->existing || !role->items("managed").empty() || !role->patches.empty());
}

// A task with such a role may receive from any queue.
bool may_receive(const plan::Plan& plan) {
  return std::any_of(plan.tasks.begin(), plan.tasks.end(),
                     [](const plan::Task& task) { return has_other_rights(*task.block); });
}

// `allow "sqs:*" on "*"`: about queues that it does not name.
bool names_many(const sema::Grant& grant) {
  return std::any_of(grant.resources.begin(), grant.resources.end(), [](const sema::Value& v) {
    const auto* arn = v.get<std::string>();
    return arn != nullptr && (*arn == "*" || arn->find(":sqs:") != std::string::npos);
  });
}

void check_one_sided_queue(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (may_receive(plan)) return;
  Blocks handed = handed_on(program);
  for (const sema::Output& output : program.outputs) add_mentions(output.value, handed);
  Blocks received;
  Blocks filled;
  for (const sema::Grant* grant : allowed(program)) {
    if (receives(*grant) && names_many(*grant)) return;
    for (const sema::Value& resource : grant->resources) {
      add_references(resource, filled);
      if (receives(*grant)) add_mentions(resource, received);
    }
  }
  for (const Block* block : program.blocks) {
    if (block->kind->name != "queue" || block->existing || handed.contains(block)) continue;
    const bool is_filled = !block->nested("subscribe").empty() || filled.contains(block);
    if (received.contains(block) || !is_filled)
      continue;  // a queue that the program only makes is for others
    sink.report<diag::OneSidedQueue>(block->name_span, block->name)
        .help(fmt::format("write `allow receive on {}` in the task that works on its messages",
                          block->name));
  }
}

}  // namespace

constinit const Rule one_sided_queue = {
    .code = diag::OneSidedQueue::code,
    .about =
        "Messages that nothing receives wait until the queue forgets them. If the receiver is not "
        "part of the program, say so in the reason of an `allow`.",
    .program = check_one_sided_queue,
};

}  // namespace svc::lint::rules
