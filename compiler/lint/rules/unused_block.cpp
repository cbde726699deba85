// A block that exists only to be referred to, and is not.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

// Blocks without an effect of their own. Queues, buckets and repositories may be used by others.
constexpr std::array<std::string_view, 4> kHelpers = {"task", "role", "certificate", "key"};

// `clients` and `sources` of an existing security group add rules to it.
bool adds_rules(const ast::Block& block) {
  return std::any_of(block.members.begin(), block.members.end(), [](const ast::Member* member) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    return field != nullptr && (field->name.text == "clients" || field->name.text == "sources");
  });
}

bool is_helper(const ast::Block& block) {
  if (block.kind.text == "security_group" && adds_rules(block)) return false;
  return block.existing ||
         std::find(kHelpers.begin(), kHelpers.end(), block.kind.text) != kHelpers.end();
}

void check_unused_block(const Files& files, Sink& sink) {
  if (!is_program(files)) return;
  const Words words = words_of(files);
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    const auto judge = [&](const auto& self,
                           const std::vector<const ast::Member*>& members) -> void {
      for (const ast::Member* member : members) {
        if (const auto* block = std::get_if<ast::Block>(&member->node)) {
          const bool named = block->labels.size() == 1 &&
                             block->labels.front().kind == ast::Label::Kind::Name &&
                             block->labels.front().name.text != "self";
          if (!named || !is_helper(*block) || words.contains(block->labels.front().name.text))
            continue;
          sink.report<diag::UnusedBlock>(block->labels.front().span, block->kind.text,
                                         block->labels.front().name.text)
              .help("remove it, or name it where it belongs")
              .fix(fmt::format("Remove `{}`", block->labels.front().name.text),
                   {removal(files.sources, *member)})
              .tag(Tag::Unnecessary);
        } else if (!std::holds_alternative<ast::Environment>(member->node)) {
          self(self, inside(*member));
        }
      }
    };
    judge(judge, module.ast->items);
  }
}

}  // namespace

constinit const Rule unused_block = {
    .code = diag::UnusedBlock::code,
    .about =
        "A task, a role, a certificate, a key or something existing is there for others to use. "
        "One that nothing names is left over, or was meant somewhere.",
    .files = check_unused_block,
};

}  // namespace svc::lint::rules
