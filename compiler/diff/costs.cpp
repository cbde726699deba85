#include "diff/costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cost/render.h"

namespace svc::diff {

namespace {

constexpr double kCent = 0.005;
constexpr std::string_view kPricing = "https://aws.amazon.com/pricing/";

const cost::Estimate* estimate_in(const Program* program, const std::string& environment) {
  if (program == nullptr) return nullptr;
  for (const cost::Estimate& one : program->estimates) {
    if (one.environment == environment) return &one;
  }
  return nullptr;
}

bool has(const Program* program, const std::string& environment) {
  return program != nullptr &&
         std::any_of(program->documents.begin(), program->documents.end(),
                     [&](const emit::Document& d) { return d.environment == environment; });
}

void add_blocks(std::map<std::string, double>& costs, const cost::Estimate* estimate, int sign) {
  if (estimate == nullptr) return;
  for (const cost::Block& block : estimate->blocks)
    costs[block.name] += sign * block.cost().desired;
}

std::string signed_dollars(double usd) {
  return (usd > 0 ? "+" : "") + cost::dollars(usd);
}

// The blocks that change most, dearest first.
std::string parts(const CostChange& change) {
  constexpr std::size_t kMost = 4;
  std::string text;
  for (std::size_t i = 0; i < change.blocks.size() && i < kMost; ++i)
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", change.blocks[i].first,
                        signed_dollars(change.blocks[i].second));
  if (change.blocks.size() > kMost) text += ", …";
  return text;
}

std::string from_to(const CostChange& change, double cost::Range::*which) {
  const auto sum = [which](const std::optional<cost::Range>& range) {
    return range ? cost::dollars((*range).*which) : std::string("nothing");
  };
  return fmt::format("{} -> {}", sum(change.before), sum(change.after));
}

double grown(const CostChange& change, double cost::Range::*which) {
  return (change.after ? (*change.after).*which : 0) -
         (change.before ? (*change.before).*which : 0);
}

// The sums at desired counts, and those at the largest counts if they change differently.
std::string sums(const CostChange& change) {
  const std::string most = from_to(change, &cost::Range::largest) + " a month at the most";
  if (std::abs(change.more()) < kCent) return most;
  const std::string desired = from_to(change, &cost::Range::desired) + " a month";
  const double apart = grown(change, &cost::Range::largest) - change.more();
  return std::abs(apart) < kCent ? desired : fmt::format("{}, {}", desired, most);
}

// What counts: the growth at desired counts, or else at the largest.
double growth(const CostChange& change) {
  return std::abs(change.more()) < kCent ? grown(change, &cost::Range::largest) : change.more();
}

Class class_of(const CostChange& change) {
  return growth(change) < 0 ? Class::CostDown : Class::CostUp;
}

}  // namespace

double CostChange::more() const {
  return grown(*this, &cost::Range::desired);
}

double Report::dearer() const {
  double most = 0;
  for (const Environment& one : environments) {
    for (const CostChange& change : one.costs) {
      if (change.accepted.empty()) most = std::max(most, change.more());
    }
  }
  return most;
}

std::optional<CostChange> cost_change(const Program* before, const Program* after,
                                      const std::string& environment) {
  const cost::Estimate* old = estimate_in(before, environment);
  const cost::Estimate* now = estimate_in(after, environment);
  if ((old == nullptr && has(before, environment)) || (now == nullptr && has(after, environment)))
    return std::nullopt;
  CostChange change{.environment = environment};
  if (old != nullptr) change.before = old->cost();
  if (now != nullptr) change.after = now->cost();
  std::map<std::string, double> costs;
  add_blocks(costs, old, -1);
  add_blocks(costs, now, 1);
  for (const auto& [block, more] : costs) {
    if (std::abs(more) > kCent) change.blocks.emplace_back(block, more);
  }
  std::stable_sort(change.blocks.begin(), change.blocks.end(), [](const auto& a, const auto& b) {
    return std::abs(a.second) > std::abs(b.second);
  });
  const double largest =
      (change.after ? change.after->largest : 0) - (change.before ? change.before->largest : 0);
  if (change.blocks.empty() && std::abs(largest) < kCent) return std::nullopt;
  return change;
}

void accept_cost(CostChange& change, Environment& environment, const Accepts& accepts) {
  if (change.blocks.empty()) return;
  const std::string& dearest = change.blocks.front().first;
  std::vector<std::string> places;
  for (const Block& block : environment.blocks) {
    if (block.name == dearest && block.line.known()) places.push_back(block.line.place());
  }
  const std::optional<std::size_t> comment = accepts.find(class_of(change), dearest, places);
  if (!comment) return;
  change.accepted = accepts.reason(*comment);
  environment.accepts.insert(*comment);
}

void tell_costs(Environment& environment) {
  std::set<std::string> targets;
  for (const Block& block : environment.blocks) {
    for (const Resource& resource : block.resources) targets.insert(resource.target);
  }
  for (const CostChange& change : environment.costs) {
    if (std::abs(growth(change)) < kCent) continue;  // costs moved from one block to another
    Told told{.kind = class_of(change)};
    told.accepted = change.accepted;
    told.page = kPricing;
    told.targets.assign(targets.begin(), targets.end());
    told.sentence = fmt::format("{} {}", environment.app, change.environment);
    if (change.environment.empty()) told.sentence = environment.app;
    told.sentence += fmt::format(": {}", sums(change));
    if (!change.blocks.empty()) {
      told.block = change.blocks.front().first;
      told.sentence += fmt::format(" ({})", parts(change));
    }
    environment.consequences.push_back(std::move(told));
  }
}

}  // namespace svc::diff
