// The cost of an environment in a month.
//
// Read from the graph: each resource has the charges that templates/cost/charges.yaml names, and
// tasks and instances are counted. A charge that depends on use has an amount if the user gave one
// (usage.h), else only its unit price. Without taxes, free tiers and discounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cost/prices.h"
#include "cost/usage.h"
#include "graph/graph.h"

namespace svc::cost {

// A month has 730 hours, as in AWS's own calculator.
// https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html
inline constexpr double kHoursOfMonth = 730;

// At the smallest, the desired and the largest number of tasks and instances.
struct Range {
  double least = 0;
  double desired = 0;
  double largest = 0;

  [[nodiscard]] static Range of(double same) { return {same, same, same}; }
  Range& operator+=(const Range& other);
  friend Range operator*(Range range, double factor) {
    return {range.least * factor, range.desired * factor, range.largest * factor};
  }
  friend bool operator==(const Range&, const Range&) = default;
};

// One thing that is paid for.
struct Charge {
  std::string what;           // `NAT gateway`
  std::string price;          // the key of the price, or an instance type
  std::string unit;           // `hour`
  std::optional<double> usd;  // price of one unit; nothing: no price is known
  Range units = {};           // a month; if it depends on use: per unit of its amount
  std::string usage = {};     // the name of its amount in usage.yaml; empty: it does not depend
  std::string meaning = {};   // of that amount: `GB through the NAT gateways`
  std::optional<double> used = {};  // the amount that the user gave
  std::string note = {};            // why there is no price

  // The cost; zero if the price or the amount is unknown.
  [[nodiscard]] Range cost() const;
  // Whether the amount is unknown.
  [[nodiscard]] bool open() const { return !usage.empty() && !used; }
};

struct Resource {
  std::string kind;  // of the graph: `ec2_nat_gateway`
  std::string name;
  std::vector<Charge> charges;

  [[nodiscard]] Range cost() const;
};

struct Block {
  std::string name;  // `network main`
  Span span;
  std::vector<Resource> resources;

  [[nodiscard]] Range cost() const;
};

struct Estimate {
  std::string app;
  std::string environment;
  std::string region;  // empty: the program leaves it to the deployment
  double hours = kHoursOfMonth;
  std::vector<Block> blocks;  // those with charges, in the order of the program
  std::vector<std::string> assumptions;
  std::vector<Source> sources;  // of the prices that were used, each once

  [[nodiscard]] Range cost() const;
  [[nodiscard]] const Block* find(std::string_view block) const;
};

// Estimates an environment. `prices` are those of its region; empty ones leave every price open.
[[nodiscard]] Estimate estimate(const graph::Graph& graph, const Prices& prices,
                                const Usage& usage = {});

// The prices of the graph's region, and those that a team gives for it.
[[nodiscard]] Prices prices_for(const graph::Graph& graph, const std::vector<Prices>& own);

}  // namespace svc::cost
