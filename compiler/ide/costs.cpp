#include "ide/costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cost/render.h"
#include "ide/environments.h"

namespace svc::ide {

namespace {

// The cost of a block in one environment, with what depends on use.
struct BlockCost {
  const LiveEnvironment* environment = nullptr;
  cost::Range usd;
  std::vector<const cost::Charge*> open;
};

void add(BlockCost& to, const cost::Block& block) {
  to.usd += block.cost();
  for (const cost::Resource& resource : block.resources) {
    for (const cost::Charge& charge : resource.charges) {
      const bool known =
          std::any_of(to.open.begin(), to.open.end(),
                      [&](const cost::Charge* other) { return other->price == charge.price; });
      if (charge.open() && charge.usd && !known) to.open.push_back(&charge);
    }
  }
}

// In every environment with prices in which the block is charged for something.
std::vector<BlockCost> costs_of(const LiveProgram& program, Span member) {
  std::vector<BlockCost> all;
  for (const auto& environment : program.environments()) {
    const cost::Estimate* estimate = program.estimate(*environment);
    if (estimate == nullptr) continue;
    const MadeBy made(environment->checked.program, member);
    std::set<std::string> owners;
    for (const graph::Node& node : environment->graph->nodes) {
      if (made(node)) owners.insert(node.owner);
    }
    BlockCost one{environment.get(), {}, {}};
    for (const std::string& owner : owners) {
      if (const cost::Block* block = estimate->find(owner)) add(one, *block);
    }
    if (one.usd.largest > 0 || !one.open.empty()) all.push_back(std::move(one));
  }
  return all;
}

bool all_same(const std::vector<BlockCost>& all) {
  return std::all_of(all.begin(), all.end(),
                     [&](const BlockCost& one) { return one.usd == all.front().usd; });
}

std::string range_text(const cost::Range& usd) {
  const std::string desired = cost::dollars(usd.desired);
  return usd.least == usd.largest ? desired
                                  : fmt::format("{} ({} to {})", desired, cost::dollars(usd.least),
                                                cost::dollars(usd.largest));
}

}  // namespace

std::string cost_title(const LiveProgram& program, Span member) {
  const std::vector<BlockCost> all = costs_of(program, member);
  if (all.empty() || std::all_of(all.begin(), all.end(),
                                 [](const BlockCost& one) { return one.usd.largest == 0; }))
    return {};
  if (all_same(all)) return fmt::format("{} a month", cost::dollars(all.front().usd.desired));
  std::string out = "a month: ";
  for (const BlockCost& one : all)
    out += fmt::format("{}{} {}", &one == &all.front() ? "" : ", ", one.environment->name,
                       cost::dollars(one.usd.desired));
  return out;
}

std::string cost_text(const LiveProgram& program, Span member) {
  const std::vector<BlockCost> all = costs_of(program, member);
  if (all.empty()) return {};
  const bool fixed =
      std::any_of(all.begin(), all.end(), [](const BlockCost& one) { return one.usd.largest > 0; });
  std::string out;
  if (fixed && all_same(all)) {
    out = fmt::format("\nCosts {} a month at list prices\n", range_text(all.front().usd));
  } else if (fixed) {
    out = "\nCosts a month, at list prices:\n";
    for (const BlockCost& one : all)
      out += fmt::format("- {}: {}\n", one.environment->name, range_text(one.usd));
  }
  const std::vector<const cost::Charge*>& open = all.front().open;
  if (open.empty()) return out;
  out += fixed ? "\nBesides, by use: " : "\nCosts by use: ";
  constexpr std::size_t kMost = 4;
  for (std::size_t i = 0; i < std::min(kMost, open.size()); ++i)
    out += fmt::format("{}{}: {} per {}", i == 0 ? "" : "; ", open[i]->what,
                       cost::unit_dollars(*open[i]->usd), open[i]->unit);
  return out + (open.size() > kMost ? "; …\n" : "\n");
}

}  // namespace svc::ide
