// An existing secret, queue, topic or bucket that tasks use, whose key the program does not name.
#include <set>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

using Blocks = std::set<const Block*>;

void add_block(const sema::Value& value, Blocks& used) {
  if (const auto* block = value.get<const Block*>()) used.insert(*block);
  if (const auto* call = value.get<sema::MethodCall>()) used.insert(call->block);
}

// What tasks read when they start.
void add_secrets(const sema::Value& object, Blocks& used) {
  const auto* entries = object.get<sema::Object>();
  if (entries == nullptr) return;
  for (const auto& [name, value] : entries->entries) add_block(value, used);
}

// Parameters have `none` as their default: the AWS managed key is the usual one.
bool can_name_key(const Block& block) {
  return block.existing && block.kind->name != "parameter" && block.kind->field("key") != nullptr;
}

void check_unknown_key(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  Blocks used;
  for (const sema::Grant* grant : allowed(program)) {
    for (const sema::Value& resource : grant->resources) add_block(resource, used);
  }
  for (const Block* container : containers(plan)) {
    add_block((*container)["credentials"], used);
    add_secrets((*container)["secrets"], used);
  }
  for (const Block* block : program.blocks) {
    if (!used.contains(block) || !can_name_key(*block) || block->has("key")) continue;
    sink.report<diag::UnknownKey>(block->name_span, block->kind->name, block->name)
        .help(
            "write `key = none` if AWS manages the key, or `key = \"arn:…\"`, which gives the "
            "tasks "
            "permission for it");
  }
}

}  // namespace

constinit const Rule unknown_key = {
    .code = diag::UnknownKey::code,
    .about =
        "A task that reads a secret under a customer managed KMS key needs permission for that "
        "key, "
        "and does not start without it. The same is true of messages and objects.",
    .program = check_unknown_key,
};

}  // namespace svc::lint::rules
