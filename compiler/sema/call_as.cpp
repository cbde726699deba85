// Gives a program its earlier names, in the blocks and where other blocks name them.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sema/program.h"

namespace svc::sema {

namespace {

// A nested block whose label other blocks write: `subnets data {}` and `subnets = "data"`.
struct Relabelled {
  const Block* block = nullptr;
  std::string now;
  std::string then;
};

const Block& top_of(const Block& block) {
  const Block* top = &block;
  while (top->parent != nullptr) top = top->parent;
  return *top;
}

// Whether the block names the other one, directly or through a block that it names: a service is in
// a cluster, which is in a network.
bool names(const Block& block, const Block& other, int steps) {
  const auto leads = [&](const Block* next) {
    return next != nullptr && (next == &other || (steps > 1 && names(*next, other, steps - 1)));
  };
  const auto value_leads = [&](const Value& value) {
    const auto* next = value.get<const Block*>();
    return next != nullptr && leads(*next);
  };
  return std::any_of(block.clauses.begin(), block.clauses.end(),
                     [&](const ClauseValue& clause) { return value_leads(clause.value); }) ||
         std::any_of(block.fields.begin(), block.fields.end(),
                     [&](const FieldValue& field) { return value_leads(field.value); }) ||
         std::any_of(block.labels.begin(), block.labels.end(),
                     [&](const LabelValue& label) { return leads(label.block); });
}

// Whether a name in the block can mean a nested block of `owner`.
bool sees(const Block& block, const Block& owner) {
  for (const Block* here = &block; here != nullptr; here = here->parent) {
    if (here == &owner || names(*here, owner, 2)) return true;
  }
  return false;
}

// What a field that holds a name means, where it is not called like the block.
bool means(std::string_view field, std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMeanings = {
      {{"links", "container"}, {"mounts_of", "container"}, {"from", "build"}}};
  return field == kind ||
         std::find(kMeanings.begin(), kMeanings.end(), std::pair(field, kind)) != kMeanings.end();
}

void replace(Value& value, const Relabelled& one) {
  if (auto* list = std::get_if<List>(&value.data)) {
    for (Value& item : list->items.edit()) replace(item, one);
  } else if (const auto* symbol = value.get<Symbol>()) {
    if (symbol->name == one.now) value.data = Text(one.then);
  } else if (const auto* text = value.get<std::string>()) {
    if (*text == one.now) value.data = Text(one.then);
  }
}

void replace_in(Block& block, const Relabelled& one) {
  const std::string_view kind = one.block->decl->name;
  if (block.decl != nullptr && block.decl->name == kind && block.parent != one.block->parent &&
      !block.labels.empty() && block.labels.back().text == one.now)
    block.labels.back().text = one.then;
  for (FieldValue& field : block.fields) {
    if (!field.value.is_default && means(field.decl->name, kind)) replace(field.value, one);
  }
}

}  // namespace

void Program::call_as(std::size_t renamings_ago) {
  std::vector<Relabelled> relabelled;
  for (Block& block : block_store) {
    if (block.names.empty()) continue;
    const std::size_t last = block.names.size() - 1;
    block.name = block.names[last - std::min(renamings_ago, last)];
    if (block.labels.empty()) continue;
    if (block.top_level) block.labels.front().text = block.name;
    if (block.decl == nullptr) continue;
    relabelled.push_back({&block, block.labels.back().text, block.name});
    block.labels.back().text = block.name;
  }
  for (const Relabelled& one : relabelled) {
    const Block& owner = top_of(*one.block);
    for (Block& block : block_store) {
      if (one.now != one.then && sees(block, owner)) replace_in(block, one);
    }
  }
}

}  // namespace svc::sema
