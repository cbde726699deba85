// The names that AWS knows blocks by (plan/names.h): how long they may be, and that no two are the
// same.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/stores.h"
#include "plan/facts.h"
#include "plan/names.h"

namespace svc::check {
namespace {

// The dead-letter queue of a queue has a longer name.
std::string longest_name(const std::string& name, const Block& block) {
  const bool fifo =
      (block.kind->name == "queue" || block.kind->name == "topic") && block.flag("fifo");
  const bool dead_letter = block.kind->name == "queue" && block.flag("dead_letter");
  return name + (dead_letter ? "-dead-letter" : "") + (fifo ? ".fifo" : "");
}

// A line of templates/facts/resource-names.txt: the name that a raw resource is given.
struct RawName {
  std::string_view kind;
  std::string_view cloudformation;
  std::string_view terraform;
  std::string_view property;
  std::string_view argument;
};

std::vector<RawName> raw_names() {
  std::vector<RawName> names;
  for (const auto& words : FactList("resource-names").entries())
    names.push_back({words[0], words[1], words[2], words[3], words[4]});
  return names;
}

using Taken = std::map<std::pair<std::string_view, std::string>, const Block*>;

// What exists already has its name, too.
void add_existing_name(const Block& block, const std::vector<RawName>& rows, Taken& taken) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const RawName& r) { return r.kind == block.kind->name; });
  if (row == rows.end() || block.kind->field("name") == nullptr) return;
  const auto* name = block["name"].get<std::string>();
  if (name != nullptr) taken.try_emplace({row->kind, *name}, &block);
}

// Whether svcc makes the log group of a task.
bool has_own_log_group(const Block& task) {
  const auto containers = task.nested("container");
  return std::any_of(containers.begin(), containers.end(), [](const Block* container) {
    const Block* logs = container->only("logs");
    if (logs == nullptr) return true;
    const auto* options = (*logs)["options"].get<sema::Object>();
    return logs->symbol("driver") == "awslogs" && (options == nullptr || options->entries.empty());
  });
}

// What blocks get that are not named `<app>-<environment>-<name>` alone (lower/).
void add_other_names(const sema::Program& program, const plan::Plan& plan, Taken& taken) {
  const std::string prefix = [&] {
    std::string name = plan::physical_name(program.app->name, program.environment, "x");
    name.resize(name.size() - 2);
    return name;
  }();
  const std::string path = fmt::format(
      "{}/{}", program.app->name, program.environment.empty() ? "" : program.environment + "/");
  for (const Block* block : program.blocks) {
    const std::string_view kind = block->kind->name;
    if (block->existing) continue;
    const std::string name =
        plan::physical_name(program.app->name, program.environment, block->name);
    const bool fifo = (kind == "queue" || kind == "topic") && block->flag("fifo");
    const std::string end = fifo ? ".fifo" : "";
    if (fifo) taken.try_emplace({kind, name + end}, block);
    if (kind == "queue" && block->flag("dead_letter"))
      taken.try_emplace({kind, name + "-dead-letter" + end}, block);
    if (kind == "secret") taken.try_emplace({kind, path + std::string(block->name)}, block);
    if (kind == "repository") taken.try_emplace({kind, prefix + "/" + block->name}, block);
    if (kind == "key") taken.try_emplace({kind, "alias/" + name}, block);
    if (kind != "parameter") continue;
    const auto* own = (*block)["name"].get<std::string>();
    if (own != nullptr || !block->has("name"))
      taken.try_emplace({kind, own ? *own : "/" + path + std::string(block->name)}, block);
  }
  for (const plan::Task& task : plan.tasks) {
    if (has_own_log_group(*task.block))
      taken.try_emplace({"log-group", "/ecs/" + prefix + "/" + task.name}, task.block);
  }
}

// Resources of different targets are never deployed together.
void check_raw_names(const sema::Program& program, const std::vector<RawName>& rows,
                     const Taken& taken, Sink& sink) {
  Taken known[] = {taken, taken};
  for (const RawName& row : rows) {
    for (const Raw& raw : raw_resources(program, row.cloudformation, row.terraform)) {
      const sema::Value* name = raw.get(row.property, row.argument);
      const auto* text = name ? name->get<std::string>() : nullptr;
      if (text == nullptr) continue;
      const auto [first, is_new] =
          known[raw.terraform ? 1 : 0].try_emplace({row.kind, *text}, raw.block);
      if (is_new) continue;
      std::string kind(row.kind);
      std::replace(kind.begin(), kind.end(), '-', ' ');
      sink.report<diag::RawName>(name->span, kind, *text)
          .related(first->second->name_span, "the other one")
          .help("write another name");
    }
  }
}

}  // namespace

void check_physical_names(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  Taken taken;
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
  const bool has_raw = std::any_of(program.blocks.begin(), program.blocks.end(),
                                   [](const Block* block) { return block->kind->name == "raw"; });
  if (!has_raw) return;
  const std::vector<RawName> rows = raw_names();
  for (const Block* block : program.blocks) {
    if (block->existing) add_existing_name(*block, rows, taken);
  }
  add_other_names(program, plan, taken);
  check_raw_names(program, rows, taken, sink);
}

}  // namespace svc::check
