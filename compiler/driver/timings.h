// How long each phase took.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace svc::driver {

// Wall-clock time by phase, in the order in which phases were first entered; a phase that runs once
// an environment adds up.
class Timings {
 public:
  using Clock = std::chrono::steady_clock;
  // Runs a phase and counts its time.
  template <typename Phase>
  auto measure(std::string_view name, Phase phase) {
    const Clock::time_point begin = Clock::now();
    auto result = phase();
    add(name, Clock::now() - begin);
    return result;
  }
  void add(std::string_view name, Clock::duration time);
  // Adds what was measured elsewhere (in another thread).
  void add(const Timings& other);
  // One line a phase, in milliseconds.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, Clock::duration>> phases_;
};

}  // namespace svc::driver
