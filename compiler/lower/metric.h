// A metric as CloudWatch names it, of a block of the program that watches one (plan/metrics.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lower/context.h"

namespace svc::lower {

struct MetricSource {
  graph::Value space;
  graph::Value name;
  std::vector<std::pair<Word, graph::Value>> dimensions;
  graph::Value statistic;   // "Average", or a percentile
  bool percentile = false;  // the statistic is one
};

[[nodiscard]] MetricSource metric_source(const Context& context, const sema::Block& watch);

// The statistic that a field `statistic` has, as CloudWatch names it: "Average", "p99".
[[nodiscard]] graph::Value statistic_name(const sema::Block& watch);

}  // namespace svc::lower
