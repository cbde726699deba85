// When something happens again:
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
#include <array>

#include "sema/functions.h"

namespace svc::sema {

Value call_cron(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
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
  if (time == nullptr) return call.wrong(0, "a duration such as 5min");
  for (const Unit& unit : kUnits) {
    if (time->milliseconds <= 0 || time->milliseconds % unit.milliseconds != 0) continue;
    const std::int64_t number = time->milliseconds / unit.milliseconds;
    return call.give(fmt::format("rate({} {}{})", number, unit.name, number == 1 ? "" : "s"));
  }
  return call.wrong(0, "a whole number of minutes, hours or days");
}

}  // namespace svc::sema
