#include "cost/estimate.h"

#include <algorithm>
#include <map>

#include "cost/charges.h"
#include "cost/workloads.h"

namespace svc::cost {

namespace {

// Amounts are of all resources of a block together: each of n alike gets its part.
void share_amounts(Block& block, const std::string& environment, const Usage& usage) {
  std::map<std::pair<std::string, std::string>, double> alike;  // by amount and price
  for (const Resource& resource : block.resources) {
    for (const Charge& charge : resource.charges) {
      if (!charge.usage.empty()) alike[{charge.usage, charge.price}] += 1;
    }
  }
  for (Resource& resource : block.resources) {
    for (Charge& charge : resource.charges) {
      if (charge.usage.empty()) continue;
      charge.used = usage.find(environment, block.name, charge.usage);
      if (charge.used) *charge.used /= alike[{charge.usage, charge.price}];
    }
  }
}

void note_sources(Estimate& estimate, const Prices& prices) {
  for (const Block& block : estimate.blocks) {
    for (const Resource& resource : block.resources) {
      for (const Charge& charge : resource.charges) {
        const Source* source = charge.usd ? prices.source(charge.price) : nullptr;
        if (source == nullptr) continue;
        const bool known = std::any_of(estimate.sources.begin(), estimate.sources.end(),
                                       [&](const Source& one) { return one.from == source->from; });
        if (!known) estimate.sources.push_back(*source);
      }
    }
  }
}

}  // namespace

Range& Range::operator+=(const Range& other) {
  least += other.least;
  desired += other.desired;
  largest += other.largest;
  return *this;
}

Range Charge::cost() const {
  if (!usd || open()) return {};
  return units * (*usd * used.value_or(1));
}

Range Resource::cost() const {
  Range sum;
  for (const Charge& charge : charges) sum += charge.cost();
  return sum;
}

Range Block::cost() const {
  Range sum;
  for (const Resource& resource : resources) sum += resource.cost();
  return sum;
}

Range Estimate::cost() const {
  Range sum;
  for (const Block& block : blocks) sum += block.cost();
  return sum;
}

const Block* Estimate::find(std::string_view block) const {
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [&](const Block& one) { return one.name == block; });
  return found == blocks.end() ? nullptr : &*found;
}

Estimate estimate(const graph::Graph& written, const Prices& prices, const Usage& usage) {
  const bool given = graph::has_assumed(written);
  const graph::Graph assumed = given ? graph::as_assumed(written) : graph::Graph{};
  const graph::Graph& graph = given ? assumed : written;
  Estimate made{.app = graph.app, .environment = graph.environment, .region = prices.region()};
  made.hours = usage.hours.value_or(kHoursOfMonth);
  auto counted = workload_charges(graph, prices, made.hours, made.assumptions);
  std::map<std::string_view, std::size_t> blocks;
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    const graph::Node& node = graph.nodes[graph::NodeId{i}];
    // Of a resource in the words of both targets, only one is deployed.
    if (node.raw && node.raw->twin.valid() && node.raw->twin.index < i) continue;
    Resource resource{node.kind, node.name, charges_of(node, prices, made.hours)};
    std::vector<Charge>& more = counted[&node];
    std::move(more.begin(), more.end(), std::back_inserter(resource.charges));
    if (resource.charges.empty()) continue;
    const auto [at, fresh] = blocks.try_emplace(node.owner, made.blocks.size());
    if (fresh) made.blocks.push_back({node.owner, node.span, {}});
    made.blocks[at->second].resources.push_back(std::move(resource));
  }
  for (Block& block : made.blocks) share_amounts(block, made.environment, usage);
  note_sources(made, prices);
  return made;
}

Prices prices_for(const graph::Graph& graph, const std::vector<Prices>& own) {
  Prices prices = prices_of(graph.region);
  for (const Prices& one : own) {
    if (one.region() == graph.region) prices.take(one);
  }
  return prices;
}

}  // namespace svc::cost
