#include "driver/targets.h"

#include <algorithm>
#include <array>

// Each folder emit/<target>/ defines make_target() of its namespace.
#define SVC_TARGET(id, word, ...)        \
  namespace svc::emit::word {            \
  std::unique_ptr<Target> make_target(); \
  }
#include "base/targets.def"
#undef SVC_TARGET

namespace svc::driver {

std::span<const emit::Target* const> targets() {
  static const std::array<std::unique_ptr<emit::Target>, kTargets.size()> owned = {
#define SVC_TARGET(id, word, ...) emit::word::make_target(),
#include "base/targets.def"
#undef SVC_TARGET
  };
  static const std::array<const emit::Target*, kTargets.size()> all = [] {
    std::array<const emit::Target*, kTargets.size()> pointers{};
    for (std::size_t i = 0; i < owned.size(); ++i) pointers[i] = owned[i].get();
    return pointers;
  }();
  return all;
}

const emit::Target* find_target(std::string_view name) {
  const std::optional<TargetId> target = svc::find_target(name);
  return target ? targets()[static_cast<std::size_t>(*target)] : nullptr;
}

std::vector<const emit::Target*> chosen_targets(const std::vector<std::string>& names) {
  std::vector<const emit::Target*> chosen;
  for (const emit::Target* target : targets()) {
    if (names.empty() || std::find(names.begin(), names.end(), target->name()) != names.end())
      chosen.push_back(target);
  }
  return chosen;
}

}  // namespace svc::driver
