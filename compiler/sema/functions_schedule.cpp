// When something happens again:
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
#include <array>

#include "sema/conversions.h"
#include "sema/functions.h"

namespace svc::sema {

Value call_cron(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  // `cron("@daily")`, `cron("30 2 * * *")`, `cron("cron(…)")`
  if (const std::string meant = schedule_of(*call.get<std::string>(0)); !meant.empty()) {
    call.session.sink
        .report<diag::PatternMismatch>(call.arguments[0].span, "the argument of `cron`",
                                       "six fields, the last one for the year",
                                       describe(call.arguments[0]))
        .help(fmt::format("write `{}`", meant))
        .repair(fmt::format("Write `{}`", meant), {{call.span, meant}});
    return call.give(ErrorValue{});
  }
  return call.give(fmt::format("cron({})", *call.get<std::string>(0)));
}

// In the largest unit that gives a whole number: 120min is "rate(2 hours)".
Value call_rate(const Call& call) {
  struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
  };
  constexpr std::array kUnits = {Unit{"day", 86'400'000}, Unit{"hour", 3'600'000},
                                 Unit{"minute", 60'000}};
  const auto* time = call.get<Duration>(0);
  if (const auto* text = call.get<std::string>(0)) {
    const std::string meant = duration_of(*text);
    auto report = call.session.sink.report<diag::TypeMismatch>(
        call.arguments[0].span, "the argument of `rate`", "a duration such as 5min",
        describe(call.arguments[0]));
    if (!meant.empty())
      report.help(fmt::format("write `rate({})`", meant))
          .repair(fmt::format("Write `{}`", meant), {{call.arguments[0].span, meant}});
    return call.give(ErrorValue{});
  }
  if (const auto* number = call.get<std::int64_t>(0)) {  // `rate(5)`, `rate(5, "minutes")`
    const std::string meant = fmt::format("rate({}min)", *number);
    auto report = call.session.sink.report<diag::TypeMismatch>(
        call.arguments[0].span, "the argument of `rate`", "a duration such as 5min",
        describe(call.arguments[0]));
    report.help(fmt::format("a schedule has a unit: write `{}`, `rate({}h)` or `rate({}d)`", meant,
                            *number, *number));
    if (call.span.valid()) report.fix(fmt::format("Write `{}`", meant), {{call.span, meant}});
    return call.give(ErrorValue{});
  }
  if (time == nullptr) return call.wrong(0, "a duration such as 5min");
  for (const Unit& unit : kUnits) {
    if (time->milliseconds <= 0 || time->milliseconds % unit.milliseconds != 0) continue;
    const std::int64_t number = time->milliseconds / unit.milliseconds;
    return call.give(fmt::format("rate({} {}{})", number, unit.name, number == 1 ? "" : "s"));
  }
  return call.wrong(0, "a whole number of minutes, hours or days");
}

}  // namespace svc::sema
