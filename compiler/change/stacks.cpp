#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "change/steps.h"

namespace svc::change {

void compare_stacks(Plan& plan) {
  if (plan.before.stacks.empty() || plan.after.stacks.empty()) return;
  std::map<std::string_view, std::string_view> old;
  std::array<std::set<std::string_view>, 2> names;
  for (const auto& [address, stack] : plan.before.stacks) {
    old.emplace(address, stack);
    names[0].insert(stack);
  }
  for (const auto& [address, stack] : plan.after.stacks) {
    const auto found = old.find(address);
    if (found != old.end() && found->second != stack) ++plan.to_other_stacks;
    names[1].insert(stack);
  }
  if (plan.to_other_stacks == 0) return;
  plan.settings.push_back({"layout",
                           "stacks",
                           std::to_string(names[0].size()),
                           std::to_string(names[1].size()),
                           false,
                           false,
                           {},
                           {}});
}

}  // namespace svc::change
