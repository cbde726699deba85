#include "lower/metric.h"

#include <stdexcept>
#include <string>

#include "plan/facts.h"
#include "plan/metrics.h"

namespace svc::lower {

namespace {

const plan::Metric& metric_of(const sema::Block& watch) {
  const std::string_view word = plan::metric_word(watch);
  const plan::Metric* found = plan::find_metric(watch.block("of")->kind->name, word);
  if (found == nullptr)
    throw std::logic_error("no CloudWatch metric for the word " + std::string(word));
  return *found;
}

bool counts_requests(const graph::Value& space) {
  const auto* text = space.get<std::string>();
  return text != nullptr && text->ends_with("ELB");
}

using Dimensions = std::vector<std::pair<Word, graph::Value>>;

Dimensions of_service(const Context& context, const sema::Block& watch, const graph::Value& space) {
  const sema::Block& service = *watch.block("of");
  if (counts_requests(space)) {
    const sema::Block& route = *plan::watched_route(watch);  // check/alarms.cpp: there is one
    return {{"LoadBalancer", context.attribute(*route.labels.front().block, "full_name")},
            {"TargetGroup", context.attribute(route, "target_group_name")}};
  }
  return {{"ClusterName", context.attribute(*service.clause("cluster"), "name")},
          {"ServiceName", context.attribute(service, "name")}};
}

Dimensions dimensions_of(const Context& context, const sema::Block& watch,
                         const graph::Value& space) {
  const sema::Block* of = watch.block("of");
  if (of == nullptr) return {};
  if (of->kind->name == "service") return of_service(context, watch, space);
  if (of->kind->name == "balancer") return {{"LoadBalancer", context.attribute(*of, "full_name")}};
  if (plan::metric_word(watch) == "dead_letters")
    return {{"QueueName", graph::Ref{context.part(*of, PartKind::DeadLetter), "name"}}};
  return {{"QueueName", context.attribute(*of, "name")}};
}

graph::Value space_of(const Context& context, const sema::Block& watch) {
  if (watch.has("namespace")) return context.field(watch, "namespace");
  return graph::Value(plan::metric_namespace(*watch.block("of"))).at(watch["of"].span);
}

}  // namespace

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
graph::Value statistic_name(const sema::Block& watch) {
  const sema::Value& chosen = watch["statistic"];
  if (const auto* percentile = chosen.get<std::string>())
    return graph::Value(*percentile).at(chosen.span);
  const std::string_view word = watch.symbol("statistic");
  return graph::Value(word == "average"   ? "Average"
                      : word == "minimum" ? "Minimum"
                      : word == "maximum" ? "Maximum"
                      : word == "sum"     ? "Sum"
                                          : "SampleCount")
      .at(chosen.span);
}

MetricSource metric_source(const Context& context, const sema::Block& watch) {
  MetricSource source;
  const std::string_view word = plan::metric_word(watch);
  const Span span = watch["metric"].span;
  source.space = word.empty() ? space_of(context, watch) : metric_of(watch).space;
  source.name = word.empty() ? context.field(watch, "metric")
                             : graph::Value(metric_of(watch).aws_name).at(span);
  source.dimensions = dimensions_of(context, watch, source.space);
  if (const auto* given = watch["dimensions"].get<sema::Object>()) {
    for (const auto& [name, value] : given->entries)
      source.dimensions.emplace_back(name, context.value(value));
  }
  source.percentile = watch["statistic"].get<std::string>() != nullptr;
  source.statistic = watch.has("statistic") ? statistic_name(watch)
                     : word.empty()         ? graph::Value("Average")
                                            : graph::Value(metric_of(watch).statistic);
  return source;
}

}  // namespace svc::lower
