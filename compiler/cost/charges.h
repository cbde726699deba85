// The charges of single resources: templates/cost/charges.yaml.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/text_file.h"
#include "cost/estimate.h"

namespace svc::cost {

// The files of templates/cost.
[[nodiscard]] std::span<const TextFile> charge_files();

// The cost of a resource, without its tasks and instances. `hours`: the hours of the month.
[[nodiscard]] std::vector<Charge> charges_of(const graph::Node& node, const Prices& prices,
                                             double hours);

// One charge for a price: with its unit and its price in the region, or a note that there is none.
[[nodiscard]] Charge charge(std::string what, std::string key, const Prices& prices, Range units);

}  // namespace svc::cost
