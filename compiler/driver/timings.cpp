#include "driver/timings.h"

#include <fmt/format.h>

#include <algorithm>

namespace svc::driver {

void Timings::add(std::string_view name, Clock::duration time) {
  const auto found = std::find_if(phases_.begin(), phases_.end(),
                                  [name](const auto& phase) { return phase.first == name; });
  if (found == phases_.end()) {
    phases_.emplace_back(name, time);
  } else {
    found->second += time;
  }
}

void Timings::add(const Timings& other) {
  for (const auto& [name, time] : other.phases_) add(name, time);
}

void Timings::add_inner(std::string_view name, const Timings& inner) {
  for (const auto& [inner_name, time] : inner.phases_) {
    add(inner_name, time);
    add(name, -time);
  }
}

std::string Timings::text() const {
  std::string out;
  Clock::duration total{};
  const auto milliseconds = [](Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
  };
  for (const auto& [name, time] : phases_) {
    out += fmt::format("{:<12}{:>10.3f} ms\n", name, milliseconds(time));
    total += time;
  }
  return out + fmt::format("{:<12}{:>10.3f} ms\n", "total", milliseconds(total));
}

}  // namespace svc::driver
