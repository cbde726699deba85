// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
#include <algorithm>
#include <array>
#include <stdexcept>

#include "lower/context.h"

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

const Metric& metric_of(const sema::Block& alarm) {
  const auto* found = std::find_if(kMetrics.begin(), kMetrics.end(), [&](const Metric& m) {
    return m.word == alarm.symbol("metric");
  });
  if (found == kMetrics.end())
    throw std::logic_error("no CloudWatch metric for that of " + alarm.title());
  return *found;
}

graph::Value dimensions(const Context& context, const sema::Block& alarm) {
  const sema::Block& of = *alarm.block("of");
  if (of.kind->name == "service" && metric_of(alarm).space == "AWS/ApplicationELB") {
    const auto& routes = context.plan.service(&of)->routes;  // check/alarms.cpp: there is one
    return graph::map(
        {{"LoadBalancer", context.attribute(*routes.front()->balancer->block, "full_name")},
         {"TargetGroup", context.attribute(of, "target_group_name")}});
  }
  if (of.kind->name == "service") {
    return graph::map({{"ClusterName", context.attribute(*of.clause("cluster"), "name")},
                       {"ServiceName", context.attribute(of, "name")}});
  }
  if (of.kind->name == "balancer")
    return graph::map({{"LoadBalancer", context.attribute(of, "full_name")}});
  if (alarm.symbol("metric") == "dead_letters")
    return graph::map({{"QueueName", graph::Ref{context.part(of, PartKind::DeadLetter), "name"}}});
  return graph::map({{"QueueName", context.attribute(of, "name")}});
}

// Times are measured in seconds, and half a second is a threshold, too.
graph::Value threshold(const Context& context, const sema::Block& alarm) {
  const sema::Value& bound = alarm[alarm.has("above") ? "above" : "below"];
  const auto* time = bound.get<sema::Duration>();
  if (time == nullptr || time->milliseconds % 1000 == 0) return context.value(bound);
  return graph::Value(static_cast<double>(time->milliseconds) / 1000).at(bound.span);
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
void set_statistic(const sema::Block& alarm, const Metric& metric, graph::Node& node) {
  if (!alarm.has("statistic")) return set(node, "statistic", metric.statistic);
  const sema::Value& chosen = alarm["statistic"];
  if (const auto* percentile = chosen.get<std::string>())
    return set(node, "extended_statistic", graph::Value(*percentile).at(chosen.span));
  const std::string_view word = alarm.symbol("statistic");
  set(node, "statistic",
      graph::Value(word == "average"   ? "Average"
                   : word == "minimum" ? "Minimum"
                   : word == "maximum" ? "Maximum"
                   : word == "sum"     ? "Sum"
                                       : "SampleCount")
          .at(chosen.span));
}

}  // namespace

void lower_alarm(Context& context, const sema::Block& alarm) {
  const Metric& metric = metric_of(alarm);
  const graph::NodeId id = context.add("cloudwatch_alarm", alarm.name, alarm);
  context.remember(alarm, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "alarm_name", graph::Value(context.physical_name(alarm.name)).at(alarm.name_span));
  set(node, "alarm_description", context.field(alarm, "description"));
  set(node, "namespace", metric.space);
  set(node, "metric_name", graph::Value(metric.name).at(alarm["metric"].span));
  set(node, "dimensions", dimensions(context, alarm).at(alarm["of"].span));
  set_statistic(alarm, metric, node);
  set(node, "period", context.field(alarm, "period"));
  set(node, "evaluation_periods", context.field(alarm, "evaluate"));
  set(node, "datapoints_to_alarm", context.field(alarm, "required"));
  set(node, "threshold", threshold(context, alarm));
  set(node, "comparison_operator",
      alarm.has("above") ? "GreaterThanThreshold" : "LessThanThreshold");
  // If nothing happens (no request, no message), nothing is wrong.
  set(node, "treat_missing_data", "notBreaching");
  if (alarm.items("notify").empty()) return;
  set(node, "alarm_actions", context.field(alarm, "notify"));
  set(node, "ok_actions", context.field(alarm, "notify"));
}

}  // namespace svc::lower
