// Metrics of CloudWatch that alarms and scaling policies name.
#pragma once

#include <string_view>

#include "diagnostics/sink.h"
#include "sema/program.h"

namespace svc::check {

// A metric by the names of CloudWatch, and where the program writes them.
struct NamedMetric {
  std::string_view space;
  Span space_span;
  std::string_view name;
  Span name_span;
};
// A name that AWS/… does not have, or a slip in the namespace.
void check_metric_name(const NamedMetric& metric, Sink& sink);
// Dimensions, as a map, that the namespace's metrics do not have.
void check_dimensions(std::string_view space, const sema::Value& dimensions, Sink& sink);
// Of a block that watches a metric (plan/metrics.h): whether CloudWatch can find it.
void check_watched(const sema::Block& watch, Sink& sink);
// Of a block with an `expression`: its names and its `input` blocks.
void check_expression(const sema::Block& owner, Sink& sink);

}  // namespace svc::check
