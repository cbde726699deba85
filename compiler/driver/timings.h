// The duration of each phase.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace svc::driver {

// Wall-clock time per phase, in the order of their first start. Phases that run once per
// environment add up.
class Timings {
 public:
  using Clock = std::chrono::steady_clock;
  // Runs a phase, counts its time and returns its result.
  template <typename Phase>
  auto measure(std::string_view name, Phase phase) {
    const Watch watch{*this, name};
    return phase();
  }
  void add(std::string_view name, Clock::duration time);
  // Adds the times from elsewhere (another thread).
  void add(const Timings& other);
  // Adds the times of phases that ran within that one, and takes them off its time.
  void add_inner(std::string_view name, const Timings& inner);
  // One line a phase, in milliseconds.
  [[nodiscard]] std::string text() const;

 private:
  struct Watch {
    Timings& timings;
    std::string_view name;
    Clock::time_point begin = Clock::now();
    ~Watch() { timings.add(name, Clock::now() - begin); }
  };

  std::vector<std::pair<std::string, Clock::duration>> phases_;
};

}  // namespace svc::driver
