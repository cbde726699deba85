#include "lower/metric.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "plan/metrics.h"

namespace svc::lower {

namespace {

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html,
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
struct Metric {
  std::string_view word;  // of the program
  std::string_view space;
  std::string_view name;
  std::string_view statistic;
};

constexpr std::array kMetrics = {
    Metric{"age", "AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum"},
    Metric{"client_errors", "AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", "Sum"},
    Metric{"cpu", "AWS/ECS", "CPUUtilization", "Average"},
    Metric{"dead_letters", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"},
    Metric{"delayed", "AWS/SQS", "ApproximateNumberOfMessagesDelayed", "Maximum"},
    Metric{"errors", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum"},
    Metric{"latency", "AWS/ApplicationELB", "TargetResponseTime", "Average"},
    Metric{"memory", "AWS/ECS", "MemoryUtilization", "Average"},
    Metric{"redirects", "AWS/ApplicationELB", "HTTPCode_Target_3XX_Count", "Sum"},
    Metric{"requests", "AWS/ApplicationELB", "RequestCount", "Sum"},
    Metric{"target_errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum"},
    Metric{"waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"},
};

const Metric& metric_named(std::string_view word) {
  const auto* found = std::find_if(kMetrics.begin(), kMetrics.end(),
                                   [&](const Metric& metric) { return metric.word == word; });
  if (found == kMetrics.end())
    throw std::logic_error("no CloudWatch metric for the word " + std::string(word));
  return *found;
}

bool counts_requests(const graph::Value& space) {
  const auto* text = space.get<std::string>();
  return text != nullptr && text->ends_with("ELB");
}

using Dimensions = std::vector<std::pair<std::string, graph::Value>>;

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

// The namespace of the metrics that AWS keeps of a block.
std::string_view own_namespace(const sema::Block& of) {
  if (of.kind->name == "service") return "AWS/ECS";
  if (of.kind->name == "queue") return "AWS/SQS";
  const bool layer4 = !of.existing && of.symbol("type") == "network";
  return layer4 ? "AWS/NetworkELB" : "AWS/ApplicationELB";
}

graph::Value space_of(const Context& context, const sema::Block& watch) {
  if (watch.has("namespace")) return context.field(watch, "namespace");
  return graph::Value(own_namespace(*watch.block("of"))).at(watch["of"].span);
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
  source.space = word.empty() ? space_of(context, watch) : metric_named(word).space;
  source.name = word.empty() ? context.field(watch, "metric")
                             : graph::Value(metric_named(word).name).at(span);
  source.dimensions = dimensions_of(context, watch, source.space);
  if (const auto* given = watch["dimensions"].get<sema::Object>()) {
    for (const auto& [name, value] : given->entries)
      source.dimensions.emplace_back(name, context.value(value));
  }
  source.percentile = watch["statistic"].get<std::string>() != nullptr;
  source.statistic = watch.has("statistic") ? statistic_name(watch)
                     : word.empty()         ? graph::Value("Average")
                                            : graph::Value(metric_named(word).statistic);
  return source;
}

}  // namespace svc::lower
