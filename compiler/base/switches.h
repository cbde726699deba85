// Switches: in a build with tests, one report or one property of a template can be turned off, to
// see whether a test notices it (tests/switches). A build without tests has none of this.
//
// A switch has a name: `check/task.cpp:41` for a report, `sqs_queue cloudformation FifoQueue` for a
// property. Two environment variables of the process rule them:
//   SVCC_SWITCHED_OFF   the name of the one that is off
//   SVCC_SWITCHES       a file; the names that the process comes across are added to it
#pragma once

#include <string>

namespace svc::switches {

// The place of a call in the compiler's own source.
struct Site {
  const char* file = "";
  int line = 0;
};

#ifdef SVC_SWITCHES
// Whether a variable above is set.
[[nodiscard]] bool active();
// Notes the name, and says whether that switch is on.
[[nodiscard]] bool on(const std::string& name);
[[nodiscard]] std::string name_of(Site site);
#else
[[nodiscard]] constexpr bool active() {
  return false;
}
[[nodiscard]] inline bool on(const std::string& /*name*/) {
  return true;
}
[[nodiscard]] inline std::string name_of(Site /*site*/) {
  return {};
}
#endif

// The same for a name that takes time to make: `make` is called only where switches are in use.
template <typename Make>
[[nodiscard]] bool on_at(Make make) {
  return !active() || on(make());
}

}  // namespace svc::switches
