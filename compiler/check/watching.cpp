// Alarms that are always or never on, or that watch something that does not exist.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "check/metrics.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/events.h"
#include "plan/facts.h"
#include "plan/metrics.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ---- Alarms

// Metrics that are near 0 while all is well.
bool is_quiet(std::string_view metric) {
  constexpr std::array<std::string_view, 6> kQuiet = {"waiting", "delayed",      "age",
                                                      "errors",  "dead_letters", "target_errors"};
  return std::find(kQuiet.begin(), kQuiet.end(), metric) != kQuiet.end();
}

// A task on Fargate never uses more than it has; on instances it may borrow CPU, but memory only up
// to its hard limit.
bool never_above_whole(const Block& alarm, const plan::Plan& plan) {
  const plan::Service* service = plan.service(alarm.block("of"));
  return service == nullptr || service->on_fargate() || plan::metric_word(alarm) == "memory";
}

void check_alarm_bound(const Block& alarm, const plan::Plan& plan, bool steps, Sink& sink) {
  const Block* of = alarm.block("of");
  const std::string_view metric = plan::metric_word(alarm);
  if (of == nullptr || metric.empty() || alarm.has("above") == alarm.has("below")) return;
  const bool above = alarm.has("above");
  const sema::Value& own = alarm[above ? "above" : "below"];
  const sema::Value* other = patched(alarm, {"alarm", "Threshold", "threshold"});
  const auto number = other ? number_of(*other) : std::nullopt;
  const sema::Value& bound = number ? *other : own;
  const double threshold = number ? *number : alarm_threshold(own);
  const bool percent = metric == "cpu" || metric == "memory";
  const std::string text = sema::value_text(bound);
  if (percent && above && threshold <= 0) {
    sink.report<diag::AlarmAlwaysOn>(bound.span, alarm.name,
                                     fmt::format("`{}` is always above {}", metric, text))
        .help("write `above = 85%`");
  } else if (percent && !above && threshold >= 100 && never_above_whole(alarm, plan)) {
    sink.report<diag::AlarmAlwaysOn>(bound.span, alarm.name,
                                     fmt::format("`{}` is never above 100%", metric))
        .help("write `below = 20%`");
  } else if (percent && above && threshold >= 100 && never_above_whole(alarm, plan)) {
    sink.report<diag::AlarmNeverOn>(bound.span, alarm.name,
                                    fmt::format("`{}` is never above 100%", metric))
        .help("write `above = 85%`");
  } else if (metric == "latency" && above && threshold <= 0) {
    sink.report<diag::AlarmAlwaysOn>(bound.span, alarm.name, "every request takes longer than that")
        .help("write a time that is too long, such as `above = 2s`");
  } else if (metric == "age" && above && !of->existing && of->kind->name == "queue" &&
             threshold * 1000 >= static_cast<double>(of->milliseconds("retention"))) {
    sink.report<diag::AlarmNeverOn>(bound.span, alarm.name,
                                    fmt::format("queue `{}` drops messages after {}", of->name,
                                                sema::duration_text(of->milliseconds("retention"))))
        .related((*of)["retention"].is_default ? of->name_span : (*of)["retention"].span,
                 "how long it keeps them")
        .help("write a time within the `retention` of the queue");
  } else if (!above && threshold <= 0) {
    sink.report<diag::AlarmNeverOn>(bound.span, alarm.name,
                                    fmt::format("`{}` is never below {}", metric, text))
        .help("write `above`, or a larger threshold");
  } else if (!above && is_quiet(metric) && !steps && threshold <= 1) {
    sink.report<diag::AlarmAlwaysOn>(
            bound.span, alarm.name,
            fmt::format("`{}` is below {} while nothing is wrong", metric, text))
        .help("write `above` with the number from which it is too much");
  }
}

// Counts that a balancer reports only while they are not zero:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
// (reporting criteria)
void check_missing_values(const Block& alarm, Sink& sink) {
  const std::string_view metric = plan::metric_word(alarm);
  constexpr std::array<std::string_view, 4> kReported = {"errors", "target_errors", "client_errors",
                                                         "redirects"};
  const sema::Value* patch = patched(alarm, {"alarm", "TreatMissingData", "treat_missing_data"});
  const auto word = patch ? text_of(*patch) : std::nullopt;
  const bool bad = word ? *word == "breaching" : alarm.symbol("missing") == "bad";
  if (!bad || !alarm.has("above") ||
      std::find(kReported.begin(), kReported.end(), metric) == kReported.end())
    return;
  sink.report<diag::AlarmAlwaysOn>(
          word ? patch->span : alarm["missing"].span, alarm.name,
          fmt::format("`{}` has no value while there is nothing to count", metric))
      .help("leave out `missing = bad`");
}

// How long a release looks at its alarms after the last traffic has moved.
void check_window(const plan::Service& service, Sink& sink) {
  if (service.deploy == nullptr || service.strategy == plan::Strategy::Rolling) return;
  const Block& deploy = *service.deploy;
  std::int64_t watched = deploy.milliseconds("bake");
  if (service.strategy == plan::Strategy::Canary) watched += deploy.milliseconds("hold");
  if (service.strategy == plan::Strategy::Linear) watched += deploy.milliseconds("every");
  // Without any time a canary is reported by itself (check_hold), and hooks take time of their own.
  if (watched == 0 &&
      (service.strategy != plan::Strategy::BlueGreen || deploy.only("hooks") != nullptr))
    return;
  for (const sema::Value& item : deploy.items("alarms")) {
    const auto* const* alarm = item.get<const Block*>();
    if (alarm == nullptr || *alarm == nullptr || (*alarm)->existing) continue;
    const std::int64_t values =
        (*alarm)->has("required") ? (*alarm)->integer("required") : (*alarm)->integer("evaluate");
    const std::int64_t window = (*alarm)->milliseconds("period") * values;
    if (window <= watched) continue;
    sink.report<diag::AlarmAfterBake>(item.span, (*alarm)->name, sema::duration_text(window),
                                      sema::duration_text(watched))
        .related((*alarm)->span, "the alarm")
        .help(fmt::format("write `bake = {}` or more, or lower `evaluate` of the alarm",
                          sema::duration_text(window)));
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html
void check_hold(const plan::Service& service, Sink& sink) {
  if (service.strategy != plan::Strategy::Canary && service.strategy != plan::Strategy::Linear)
    return;
  const std::string_view field = service.strategy == plan::Strategy::Canary ? "hold" : "every";
  const Block& deploy = *service.deploy;
  if (service.strategy == plan::Strategy::Linear && deploy.number("percent") >= 100)
    sink.report<diag::OneStep>(deploy["percent"].span)
        .help("write `percent = 10%`, or `deploy blue_green`");
  if (deploy.milliseconds(field) > 0) return;
  sink.report<diag::NoHold>(deploy[field].span, field)
      .help(fmt::format("write `{} = 10min`", field))
      .fix(fmt::format("Write `{} = 10min`", field), sema::set_field(deploy, field, "10min"));
}

// ---- Raw alarms

// `[{ Name = "QueueName", Value = … }]` of CloudFormation as the map that Terraform takes.
sema::Value named_values(const sema::Value& list) {
  const auto* items = list.get<sema::List>();
  if (items == nullptr) return list;
  sema::Object object;
  for (const sema::Value& item : items->items) {
    const sema::Value* name = member(item, "Name");
    const auto* text = name ? name->get<std::string>() : nullptr;
    if (text != nullptr) object.entries.emplace_back(*text, *name);
  }
  return {std::move(object), list.span};
}

// Empty if the alarm itself does not watch one of the language's metrics.
std::string_view metric_namespace_of(const Block& alarm) {
  const std::string_view metric = plan::metric_word(alarm);
  if (metric.empty()) return {};
  const Block& of = *alarm.block("of");
  const plan::Metric* known = plan::find_metric(of.kind->name, metric);
  return known != nullptr && of.kind->name == "service" ? known->space : plan::metric_namespace(of);
}

void check_patched_alarm(const Block& alarm, Sink& sink) {
  const sema::Value* name = patched(alarm, {"alarm", "MetricName", "metric_name"});
  const sema::Value* space = patched(alarm, {"alarm", "Namespace", "namespace"});
  const sema::Value* dimensions = patched(alarm, {"alarm", "Dimensions", "dimensions"});
  const auto* name_text = name ? name->get<std::string>() : nullptr;
  const auto* space_text = space ? space->get<std::string>() : nullptr;
  if (alarm.block("of") == nullptr) return;
  const std::string_view known = space_text ? *space_text : metric_namespace_of(alarm);
  if (known.empty()) return;
  if (name_text != nullptr)
    check_metric_name({known, space ? space->span : name->span, *name_text, name->span}, sink);
  if (dimensions != nullptr) check_dimensions(known, named_values(*dimensions), sink);
}

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
void check_raw_scaling(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScalingPolicy",
                                      "aws_appautoscaling_policy")) {
    const sema::Value* metric =
        raw.get("TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification",
                "target_tracking_scaling_policy_configuration.customized_metric_specification");
    if (metric == nullptr) continue;
    const sema::Value* space = member(*metric, raw.terraform ? "namespace" : "Namespace");
    const sema::Value* name = member(*metric, raw.terraform ? "metric_name" : "MetricName");
    const auto* space_text = space ? space->get<std::string>() : nullptr;
    const auto* name_text = name ? name->get<std::string>() : nullptr;
    if (space_text && name_text)
      check_metric_name({*space_text, space->span, *name_text, name->span}, sink);
  }
}

// A share of the tasks' CPU or memory that tracking aims at. On Fargate it cannot pass 100%. Tasks
// on instances may use more than they reserve:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
void check_target(const sema::Value* target, bool memory, Sink& sink) {
  constexpr double kWhole = 100;
  const auto number = target ? number_of(*target) : std::nullopt;
  if (!number || *number <= kWhole) return;
  sink.report<diag::TargetNeverReached>(
          target->span, memory ? "the memory in use" : "the CPU in use", *text_of(*target) + "%")
      .help("write a lower target, such as 60");
}

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
void check_target_values(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    for (const Block* scale : service.block->nested("scale")) {
      const std::string_view what = scale->labels.front().text;
      if (service.on_fargate() && (what == "cpu" || what == "memory"))
        check_target(patched(*scale, {"scaling_policy",
                                      "TargetTrackingScalingPolicyConfiguration.TargetValue",
                                      "target_tracking_scaling_policy_configuration.target_value"}),
                     what == "memory", sink);
    }
  }
  // A raw policy does not say how its service runs.
  if (!std::all_of(plan.services.begin(), plan.services.end(),
                   [](const plan::Service& service) { return service.on_fargate(); }))
    return;
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScalingPolicy",
                                      "aws_appautoscaling_policy")) {
    const sema::Value* tracking = raw.get("TargetTrackingScalingPolicyConfiguration",
                                          "target_tracking_scaling_policy_configuration");
    const sema::Value* type =
        tracking ? member(*tracking, raw.terraform
                                         ? "predefined_metric_specification.predefined_metric_type"
                                         : "PredefinedMetricSpecification.PredefinedMetricType")
                 : nullptr;
    const std::string word = type ? text_of(*type).value_or("") : std::string();
    constexpr std::string_view kShares = "ECSServiceAverage";
    if (word.starts_with(kShares))
      check_target(member(*tracking, raw.terraform ? "target_value" : "TargetValue"),
                   word.find("Memory") != std::string::npos, sink);
  }
}

// Thresholds that no value, or every value, crosses. Counts, times and shares are not negative.
void check_raw_threshold(const Raw& raw, std::string_view space, std::string_view metric,
                         Sink& sink) {
  const sema::Value* bound = raw.get("Threshold", "threshold");
  const sema::Value* operation = raw.get("ComparisonOperator", "comparison_operator");
  const auto number = bound ? number_of(*bound) : std::nullopt;
  const std::string word = operation ? text_of(*operation).value_or("") : std::string();
  if (!number || !space.starts_with("AWS/")) return;
  const double threshold = *number;
  const std::string text = fmt::format("`{}` is never below 0", metric);
  constexpr double kWhole = 100;
  // On instances a task may use more CPU than it reserves.
  const bool share = space == "AWS/ECS" && metric == "MemoryUtilization";
  if ((word == "GreaterThanOrEqualToThreshold" && threshold <= 0) ||
      (word == "GreaterThanThreshold" && threshold < 0)) {
    sink.report<diag::AlarmAlwaysOn>(bound->span, raw.block->name, text)
        .help("write a larger number");
  } else if ((word == "LessThanThreshold" && threshold <= 0) ||
             (word == "LessThanOrEqualToThreshold" && threshold < 0)) {
    sink.report<diag::AlarmNeverOn>(bound->span, raw.block->name, text)
        .help("write a larger number");
  } else if (share && (word == "GreaterThanThreshold"
                           ? threshold >= kWhole
                           : word == "GreaterThanOrEqualToThreshold" && threshold > kWhole)) {
    sink.report<diag::AlarmNeverOn>(bound->span, raw.block->name,
                                    fmt::format("`{}` is never above 100%", metric))
        .help("write 85");
  }
}

void check_raw_alarms(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm")) {
    const sema::Value* space = raw.get("Namespace", "namespace");
    const sema::Value* name = raw.get("MetricName", "metric_name");
    const auto* space_text = space ? space->get<std::string>() : nullptr;
    const auto* name_text = name ? name->get<std::string>() : nullptr;
    if (space_text && name_text) {
      check_metric_name({*space_text, space->span, *name_text, name->span}, sink);
      check_raw_threshold(raw, *space_text, *name_text, sink);
    }
    if (const sema::Value* dimensions = raw.get("Dimensions", "dimensions");
        space_text && dimensions)
      check_dimensions(*space_text, named_values(*dimensions), sink);
    const sema::Value* period = raw.get("Period", "period");
    const auto seconds = period ? number_of(*period) : std::nullopt;
    if (!seconds || *seconds == 10 || *seconds == 20 || *seconds == 30 ||
        (*seconds > 0 && std::fmod(*seconds, 60) == 0))
      continue;
    sink.report<diag::AlarmPeriod>(period->span, "its period must be 10, 20, 30 or whole minutes")
        .help("write 60");
  }
}

}  // namespace

void check_watching(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::set<const Block*> stepped;
  for (const plan::Service& service : plan.services) {
    for (const Block* scale : service.block->nested("scale", "step"))
      stepped.insert(scale->labels.at(1).block);
  }
  for (const Block* alarm : program.created("alarm")) {
    check_alarm_bound(*alarm, plan, stepped.contains(alarm), sink);
    check_missing_values(*alarm, sink);
    check_patched_alarm(*alarm, sink);
  }
  check_raw_alarms(program, sink);
  check_raw_scaling(program, sink);
  check_target_values(program, plan, sink);
  for (const plan::Service& service : plan.services) {
    check_window(service, sink);
    check_hold(service, sink);
    for (const Block* scale : service.block->nested("scale", "metric")) {
      const auto* space = (*scale)["namespace"].get<std::string>();
      if (space == nullptr) continue;
      check_metric_name({*space, (*scale)["namespace"].span, scale->name, scale->name_span}, sink);
      check_dimensions(*space, (*scale)["dimensions"], sink);
    }
  }
}

double alarm_threshold(const sema::Value& value) {
  if (const auto* percent = value.get<sema::Percent>()) return percent->value;
  if (const auto* time = value.get<sema::Duration>())
    return static_cast<double>(time->milliseconds) / 1000;
  return number_of(value).value_or(0);
}

}  // namespace svc::check
