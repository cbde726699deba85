// Alarms: whether the metric exists for the watched block, and whether CloudWatch accepts the
// numbers.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "plan/facts.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

using plan::Metric;
using Unit = plan::Metric::Unit;

std::string_view unit_text(Unit unit) {
  switch (unit) {
    case Unit::Percent:
      return "a percentage";
    case Unit::Time:
      return "a time";
    case Unit::Number:
      return "a number";
  }
  return {};
}

Unit unit_of(const sema::Value& value) {
  if (value.get<sema::Percent>()) return Unit::Percent;
  return value.get<sema::Duration>() ? Unit::Time : Unit::Number;
}

void check_metric(const Block& alarm, Sink& sink) {
  const Block& of = *alarm.block("of");
  if (of.kind->name == "balancer" && !of.existing && of.symbol("type") == "network") {
    sink.report<diag::AlarmMetric>(alarm["of"].span, "Network Load Balancer",
                                   alarm.symbol("metric"))
        .help("watch the service behind it");
    return;
  }
  const std::string_view name = alarm.symbol("metric");
  const auto metrics = plan::metrics();
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) {
    return m.of == of.kind->name && m.name == name;
  });
  if (found == metrics.end()) {
    sink.report<diag::AlarmMetric>(alarm["metric"].span, of.kind->name, name)
        .related(alarm["of"].span, "what is watched")
        .help(fmt::format("it has {}", fmt::join(plan::metrics_of(of.kind->name), ", ")));
    return;
  }
  const std::string_view bound = alarm.has("above") ? "above" : "below";
  if (!alarm.has(bound)) return;  // reported
  const Unit given = unit_of(alarm[bound]);
  if (given != found->unit) {
    constexpr std::array kExamples = {std::string_view{"85%"}, std::string_view{"5min"},
                                      std::string_view{"100"}};
    sink.report<diag::AlarmThreshold>(alarm[bound].span, name, unit_text(found->unit),
                                      unit_text(given))
        .help(fmt::format("write a threshold such as `{} = {}`", bound,
                          kExamples.at(static_cast<std::size_t>(found->unit))));
  }
  if (name == "dead_letters" && (of.existing || !of.flag("dead_letter"))) {
    sink.report<diag::AlarmDeadLetters>(alarm["metric"].span, of.name)
        .related(of.span, "the queue")
        .help("write `metric = age`")
        .fix("Write `metric = age`", sema::set_field(alarm, "metric", "age"));
  }
}

// A balancer has a service's metrics per target group.
void check_watched_route(const Block& alarm, Sink& sink) {
  const Block& of = *alarm.block("of");
  const std::string_view name = alarm.symbol("metric");
  if (of.kind->name != "service" || name == "cpu" || name == "memory") return;
  const auto metrics = plan::metrics_of("service");
  if (std::find(metrics.begin(), metrics.end(), name) == metrics.end()) return;  // reported
  const auto routes = of.nested("route");
  if (routes.size() != 1) {
    sink.report<diag::AlarmRoute>(
            alarm["metric"].span, name, of.name,
            routes.empty() ? std::string("none") : fmt::format("{}", routes.size()))
        .related(of.span, "the service")
        .help("watch the balancer: `of = BALANCER`");
    return;
  }
  const Block* balancer = routes.front()->labels.front().block;
  if (balancer == nullptr || balancer->existing || balancer->symbol("type") != "network") return;
  sink.report<diag::AlarmMetric>(alarm["of"].span, "Network Load Balancer", name)
      .help("watch `cpu` or `memory` of the service");
}

void check_bound(const Block& alarm, Sink& sink) {
  if (alarm.has("above") != alarm.has("below")) return;
  if (!alarm.has("above")) {
    sink.report<diag::AlarmBound>(alarm.name_span, alarm.name, "neither")
        .help("write `above = …` with the threshold");
    return;
  }
  sink.report<diag::AlarmBound>(alarm["below"].span, alarm.name, "both")
      .related(alarm["above"].span, "the other one")
      .help("make two alarms of it");
}

void check_evaluation(const Block& alarm, Sink& sink) {
  constexpr std::int64_t kMinute = 60'000;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  const std::int64_t values = alarm.integer("evaluate");
  const std::int64_t period = alarm.milliseconds("period");
  if (alarm.has("required") && alarm.integer("required") > values) {
    sink.report<diag::AlarmRequired>(alarm["required"].span, values, alarm.integer("required"))
        .related(alarm["evaluate"].span, "the values")
        .help("make `evaluate` larger");
  }
  if (period % kMinute != 0) {
    sink.report<diag::AlarmPeriod>(alarm["period"].span, "its period must be whole minutes")
        .help("write `period = 1min`")
        .fix("Write `period = 1min`", sema::set_field(alarm, "period", "1min"));
  } else if (period * values > (period >= kHour ? 7 * kDay : kDay)) {
    sink.report<diag::AlarmPeriod>(
            alarm[alarm["evaluate"].is_default ? "period" : "evaluate"].span,
            "it may look back one day, or seven with periods of an hour or more")
        .help("make `period` or `evaluate` smaller");
  }
}

}  // namespace

void check_alarms(const sema::Program& program, Sink& sink) {
  for (const Block* alarm : program.created("alarm")) {
    check_bound(*alarm, sink);
    check_metric(*alarm, sink);
    check_watched_route(*alarm, sink);
    check_evaluation(*alarm, sink);
  }
}

}  // namespace svc::check
