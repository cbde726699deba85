// Alarms: whether they have something to watch, and whether CloudWatch accepts the numbers.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/metrics.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "plan/facts.h"
#include "plan/metrics.h"
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

// What the threshold of the alarm is; of a metric of another name, and of an expression, a number.
// Nothing if the watched block has no such metric, which is reported.
std::optional<Unit> wanted_unit(const Block& alarm) {
  const std::string_view name = plan::metric_word(alarm);
  if (name.empty()) return Unit::Number;
  const Block* of = alarm.block("of");
  for (const Metric& metric : plan::metrics()) {
    if (of != nullptr && metric.of == of->kind->name && metric.name == name) return metric.unit;
  }
  return std::nullopt;
}

void check_unit(const Block& alarm, Sink& sink) {
  const std::string_view bound = alarm.has("above") ? "above" : "below";
  if (!alarm.has(bound)) return;
  const Unit given = unit_of(alarm[bound]);
  const std::optional<Unit> wanted = wanted_unit(alarm);
  const bool word = !plan::metric_word(alarm).empty();
  if (!wanted || given == *wanted || (!word && given == Unit::Percent)) return;
  constexpr std::array kExamples = {std::string_view{"85%"}, std::string_view{"5min"},
                                    std::string_view{"100"}};
  const auto* name = alarm["metric"].get<std::string>();
  auto report = sink.report<diag::AlarmThreshold>(alarm[bound].span,
                                                  word              ? plan::metric_word(alarm)
                                                  : name != nullptr ? std::string_view(*name)
                                                                    : "expression",
                                                  unit_text(*wanted), unit_text(given));
  report.help(fmt::format("write a threshold such as `{} = {}`", bound,
                          kExamples.at(static_cast<std::size_t>(*wanted))));
  // `above = 0.9` is 90%, and AWS counts times in seconds.
  const auto* whole = alarm[bound].get<std::int64_t>();
  const auto* number = alarm[bound].get<double>();
  if (!alarm[bound].span.valid() || *wanted == Unit::Number ||
      (whole == nullptr && number == nullptr))
    return;
  const double value = whole != nullptr ? static_cast<double>(*whole) : *number;
  const std::string meant = *wanted == Unit::Time
                                ? fmt::format("{}s", value)
                                : fmt::format("{}%", value < 1 ? value * 100 : value);
  report.help(fmt::format("write `{} = {}`", bound, meant))
      .fix(fmt::format("Write `{}`", meant), {{alarm[bound].span, meant}});
}

void refuse_both(const Block& alarm, std::string_view one, Span other, std::string_view other_name,
                 std::string_view help, Sink& sink) {
  sink.report<diag::WatchTwice>(alarm[one].span, fmt::format("alarm `{}`", alarm.name), one,
                                other_name)
      .related(other, "the other one")
      .help(std::string(help));
}

void check_subject(const Block& alarm, Sink& sink) {
  if (!alarm.has("expression") && alarm.nested("input").empty()) return check_watched(alarm, sink);
  if (!alarm.has("expression")) {
    sink.report<diag::WatchIncomplete>(alarm.nested("input").front()->span,
                                       fmt::format("alarm `{}`", alarm.name),
                                       "it has inputs of an expression, and none")
        .help("write `expression = \"…\"` with the names of the inputs");
    return;
  }
  for (const std::string_view field :
       {"metric", "of", "route", "namespace", "dimensions", "statistic"}) {
    if (alarm.wrote(field))
      refuse_both(alarm, field, alarm["expression"].span, "expression",
                  "write it in an `input` block of the expression", sink);
  }
  check_expression(alarm, sink);
}

// The thresholds and the band.
void check_bound(const Block& alarm, Sink& sink) {
  if (const Block* anomaly = alarm.only("anomaly")) {
    for (const std::string_view bound : {"above", "below"}) {
      if (alarm.has(bound))
        refuse_both(
            alarm, bound, anomaly->span, "anomaly",
            fmt::format("leave it out: `anomaly {{ side = {} }}` says which side counts", bound),
            sink);
    }
    return;
  }
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

void check_composite(const Block& alarm, Sink& sink) {
  if (!alarm.items("any").empty() || !alarm.items("all").empty()) return;
  sink.report<diag::CompositeEmpty>(alarm.name_span, alarm.name)
      .help("write `any = [ALARM, …]`, or `all = [ALARM, …]`");
}

}  // namespace

void check_alarms(const sema::Program& program, Sink& sink) {
  for (const Block* alarm : program.created("alarm")) {
    check_bound(*alarm, sink);
    check_subject(*alarm, sink);
    check_unit(*alarm, sink);
    check_evaluation(*alarm, sink);
  }
  for (const Block* alarm : program.created("composite_alarm")) check_composite(*alarm, sink);
}

}  // namespace svc::check
