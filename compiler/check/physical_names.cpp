// The names that AWS knows blocks by (plan/names.h): how long they may be, and that no two are the
// same.
#include <fmt/format.h>

#include <map>

#include "check/subjects.h"
#include "diagnostics/codes/stores.h"
#include "plan/facts.h"
#include "plan/names.h"

namespace svc::check {
namespace {

// The dead-letter queue of a queue has a longer name.
std::string longest_name(const std::string& name, const Block& block) {
  return block.kind->name == "queue" && block.flag("dead_letter") ? name + "-dead-letter" : name;
}

}  // namespace

void check_physical_names(const sema::Program& program, Sink& sink) {
  std::map<std::pair<std::string_view, std::string>, const Block*> taken;
  for (const Block* block : program.blocks) {
    const plan::NameLimit* limit = plan::find_name_limit(block->kind->name);
    if (block->existing || limit == nullptr) continue;
    const std::string name =
        plan::physical_name(program.app->name, program.environment, block->name);
    const std::string longest = longest_name(name, *block);
    if (longest.size() > limit->most) {
      sink.report<diag::LongName>(block->name_span, longest, longest.size(), limit->most)
          .help(fmt::format("give the {} a shorter name: that of the app and of the environment "
                            "are in front of it",
                            block->kind->name));
    }
    const auto [first, is_new] = taken.try_emplace({block->kind->name, name}, block);
    if (is_new || limit->shared) continue;
    auto report =
        sink.report<diag::SameName>(block->name_span, first->second->name, block->name, name);
    report.help("give one of them a name that differs in letters or digits");
    if (first->second->name_span != block->name_span)
      report.related(first->second->name_span, "the other one");
  }
}

}  // namespace svc::check
