// Completion of values that depend on their neighbours: sizes of tasks, names of parts.
#include <algorithm>

#include "ide/completer.h"
#include "plan/facts.h"
#include "sema/literals.h"

namespace svc::ide {

namespace {

// The names of the blocks of that name in a block.
std::vector<std::string> names_in(const sema::Block* block, std::string_view nested) {
  std::vector<std::string> names;
  if (block == nullptr) return names;
  for (const sema::Block* one : block->nested(nested)) {
    if (std::find(names.begin(), names.end(), one->name) == names.end()) names.push_back(one->name);
  }
  return names;
}

const sema::Block* named(const sema::Block& block, std::string_view field) {
  const auto* other =
      block.kind->field(field) == nullptr ? nullptr : block[field].get<const sema::Block*>();
  return other == nullptr ? nullptr : *other;
}

}  // namespace

const sema::Block* Completer::block_around() const {
  const auto* around =
      path_.size() < 2 ? nullptr : std::get_if<ast::Block>(&path_[path_.size() - 2]->node);
  if (around == nullptr) return nullptr;
  for (const sema::Block& block : recorded_->program.block_store) {
    if (block.span == around->header) return &block;
  }
  return nullptr;
}

void Completer::sizes() {
  const auto* field = member_ == nullptr ? nullptr : std::get_if<ast::Field>(&member_->node);
  const sema::Block* task = field == nullptr || field->value != expr_ ? nullptr : block_around();
  if (task == nullptr || task->kind->name != "task") return;
  const auto offer = [&](std::string text) {
    add(Form::Value, text, Rank::Needed).detail = "Fargate";
  };
  constexpr std::int64_t kMebibyte = 1024 * 1024;
  const auto* cpu = (*task)["cpu"].get<sema::Cpu>();
  const auto* memory = (*task)["memory"].get<sema::Size>();
  const auto fits = [&](const plan::FargateSize& size) {
    return memory == nullptr ||
           std::any_of(size.memory.begin(), size.memory.end(), [&](std::int64_t mebibytes) {
             return mebibytes * kMebibyte == memory->bytes;
           });
  };
  for (const plan::FargateSize& size : plan::fargate_sizes()) {
    if (field->name.text == "cpu" && fits(size)) offer(sema::cpu_text(size.cpu));
    if (field->name.text != "memory" || cpu == nullptr || cpu->units != size.cpu) continue;
    for (const std::int64_t mebibytes : size.memory) offer(sema::size_text(mebibytes * kMebibyte));
  }
}

std::vector<std::string> Completer::names_for(std::string_view field) const {
  const sema::Block* block = block_around();
  if (block == nullptr) return {};
  if (field == "access") return names_in(named(*block, "filesystem"), "access");
  if (field == "route") return names_in(named(*block, "of"), "route");
  if (field == "from") return names_in(block->parent, "build");
  if (field != "zones") return {};
  const auto* region = recorded_->program.region.get<std::string>();
  std::vector<std::string> zones;
  if (region == nullptr) return zones;
  for (const std::string_view zone : plan::zone_ids(*region)) zones.emplace_back(zone);
  return zones;
}

}  // namespace svc::ide
