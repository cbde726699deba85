// What alarms and scaling policies watch: blocks with the fields `of`, `route`, `metric`,
// `namespace`, `dimensions` and `statistic`.
#pragma once

#include <string_view>

#include "sema/program.h"

namespace svc::plan {

// The metric of such a block as a word of the language, `cpu`. Empty if it names a metric
// of CloudWatch, or no metric.
[[nodiscard]] std::string_view metric_word(const sema::Block& watch);

// CloudWatch's namespace of the metrics that AWS keeps of a block, `AWS/SQS` of a queue.
[[nodiscard]] std::string_view metric_namespace(const sema::Block& of);

// The route whose requests count: that which `route` names, else the only one of the service in
// `of`. Null if there is none, or several.
[[nodiscard]] const sema::Block* watched_route(const sema::Block& watch);

}  // namespace svc::plan
