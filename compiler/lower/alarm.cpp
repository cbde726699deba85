// Alarms of CloudWatch, on one metric or on several.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
#include <fmt/format.h>

#include "lower/context.h"
#include "lower/metric.h"

namespace svc::lower {

namespace {

// The ids of what an alarm compares; check/alarms.cpp keeps inputs from having these names.
constexpr std::string_view kValue = "value";
constexpr std::string_view kBand = "band";

// Times are measured in seconds, and half a second is a threshold, too.
graph::Value threshold(const Context& context, const sema::Block& alarm) {
  const sema::Value& bound = alarm[alarm.has("above") ? "above" : "below"];
  const auto* time = bound.get<sema::Duration>();
  if (time == nullptr || time->milliseconds % 1000 == 0) return context.value(bound);
  return graph::Value(static_cast<double>(time->milliseconds) / 1000).at(bound.span);
}

graph::Value dimensions_map(MetricSource& source) {
  return source.dimensions.empty() ? graph::Value() : graph::map(std::move(source.dimensions));
}

graph::Value query(const Context& context, const sema::Block& alarm, const sema::Block& watch,
                   std::string_view id, bool returned) {
  MetricSource source = metric_source(context, watch);
  return graph::map(
             {
                 {"id", id},
                 {"metric_stat",
                  graph::map({{"metric", graph::map({{"namespace", source.space},
                                                     {"metric_name", source.name},
                                                     {"dimensions", dimensions_map(source)}})},
                              {"period", context.field(alarm, "period")},
                              {"stat", source.statistic}})},
                 {"return_data", returned},
             })
      .at(watch.span);
}

// The metrics of an alarm on an expression, or on a band: the last one is compared with.
graph::Value queries(const Context& context, const sema::Block& alarm) {
  std::vector<graph::Value> all;
  for (const sema::Block* input : alarm.nested("input"))
    all.push_back(query(context, alarm, *input, input->name, false));
  if (alarm.has("expression"))
    all.push_back(graph::map({{"id", kValue},
                              {"label", alarm.name},
                              {"expression", context.field(alarm, "expression")},
                              {"return_data", true}})
                      .at(alarm["expression"].span));
  else
    all.push_back(query(context, alarm, alarm, kValue, true));
  if (const sema::Block* anomaly = alarm.only("anomaly"))
    all.push_back(graph::map({{"id", kBand},
                              {"label", "Usual values"},
                              {"expression", fmt::format("ANOMALY_DETECTION_BAND({}, {})", kValue,
                                                         anomaly->number("width"))},
                              {"return_data", true}})
                      .at(anomaly->span));
  return graph::list(std::move(all));
}

void set_metric(const Context& context, const sema::Block& alarm, graph::Node& node) {
  if (alarm.has("expression") || alarm.only("anomaly") != nullptr)
    return set(node, "metrics", queries(context, alarm));
  MetricSource source = metric_source(context, alarm);
  set(node, "namespace", std::move(source.space));
  set(node, "metric_name", std::move(source.name));
  const sema::Value& given = alarm[alarm.has("of") ? "of" : "dimensions"];
  set(node, "dimensions", dimensions_map(source).at(given.span));
  set(node, source.percentile ? "extended_statistic" : "statistic", std::move(source.statistic));
  set(node, "period", context.field(alarm, "period"));
}

std::string_view band_operator(const sema::Block& anomaly) {
  const std::string_view side = anomaly.symbol("side");
  return side == "above"   ? "GreaterThanUpperThreshold"
         : side == "below" ? "LessThanLowerThreshold"
                           : "LessThanLowerOrGreaterThanUpperThreshold";
}

void set_bound(const Context& context, const sema::Block& alarm, graph::Node& node) {
  if (const sema::Block* anomaly = alarm.only("anomaly")) {
    set(node, "comparison_operator", graph::Value(band_operator(*anomaly)).at(anomaly->span));
    return set(node, "threshold_metric_id", kBand);
  }
  set(node, "threshold", threshold(context, alarm));
  set(node, "comparison_operator",
      alarm.has("above") ? "GreaterThanThreshold" : "LessThanThreshold");
}

// If nothing happens (no request, no message), nothing is wrong.
graph::Value missing_data(const sema::Block& alarm) {
  const std::string_view word = alarm.symbol("missing");
  return graph::Value(word == "good"   ? "notBreaching"
                      : word == "bad"  ? "breaching"
                      : word == "keep" ? "ignore"
                                       : "missing")
      .at(alarm["missing"].span);
}

void set_actions(const Context& context, const sema::Block& alarm, graph::Node& node) {
  if (alarm.items("notify").empty()) return;
  set(node, "alarm_actions", context.field(alarm, "notify"));
  set(node, "ok_actions", context.field(alarm, "notify"));
}

graph::Node& add_alarm(Context& context, std::string_view kind, const sema::Block& alarm) {
  const graph::NodeId id = context.add(kind, alarm.name, alarm);
  context.remember(alarm, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "alarm_name", graph::Value(context.physical_name(alarm.name)).at(alarm.name_span));
  set(node, "alarm_description", context.field(alarm, "description"));
  return node;
}

// ---- Composite alarms

// `ALARM(name)` of each alarm in the field. They are references, so that the alarms exist first.
std::vector<graph::Value> firing(const Context& context, const sema::Block& alarm,
                                 std::string_view field, std::string_view between,
                                 std::string_view before = "") {
  std::vector<graph::Value> parts;
  for (const sema::Value& item : alarm.items(field)) {
    const sema::Block& other = **item.get<const sema::Block*>();
    parts.emplace_back(fmt::format("{}{}ALARM(", parts.empty() ? "" : between, before));
    parts.push_back(
        graph::Value(graph::Ref{context.part(other, PartKind::Main), "name"}).at(item.span));
    parts.emplace_back(")");
  }
  return parts;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
graph::Value alarm_rule(const Context& context, const sema::Block& alarm) {
  std::vector<graph::Value> rule = firing(context, alarm, "any", " OR ");
  const bool grouped = alarm.items("any").size() > 1 &&
                       !(alarm.items("all").empty() && alarm.items("unless").empty());
  if (grouped) {
    rule.insert(rule.begin(), "(");
    rule.emplace_back(")");
  }
  const auto add = [&](std::vector<graph::Value> more) {
    if (!rule.empty() && !more.empty()) rule.emplace_back(" AND ");
    for (graph::Value& part : more) rule.push_back(std::move(part));
  };
  add(firing(context, alarm, "all", " AND "));
  add(firing(context, alarm, "unless", " AND ", "NOT "));
  return graph::concat(std::move(rule));
}

}  // namespace

void lower_alarm(Context& context, const sema::Block& alarm) {
  graph::Node& node = add_alarm(context, "cloudwatch_alarm", alarm);
  set_metric(context, alarm, node);
  set(node, "evaluation_periods", context.field(alarm, "evaluate"));
  set(node, "datapoints_to_alarm", context.field(alarm, "required"));
  set_bound(context, alarm, node);
  set(node, "treat_missing_data", missing_data(alarm));
  set_actions(context, alarm, node);
}

void lower_composite_alarm(Context& context, const sema::Block& alarm) {
  graph::Node& node = add_alarm(context, "cloudwatch_composite_alarm", alarm);
  set(node, "alarm_rule", alarm_rule(context, alarm));
  if (const sema::Block* suppress = alarm.only("suppress")) {
    const sema::Block& by = *suppress->block("by");
    set(node, "actions_suppressor",
        graph::Value(graph::Ref{context.part(by, PartKind::Main), "name"})
            .at((*suppress)["by"].span));
    set(node, "actions_suppressor_wait_period", context.field(*suppress, "wait"));
    set(node, "actions_suppressor_extension_period", context.field(*suppress, "extend"));
  }
  set_actions(context, alarm, node);
}

}  // namespace svc::lower
