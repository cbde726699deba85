#include "plan/facts.h"

#include <algorithm>

namespace svc::plan {

const InstanceType* find_instance_type(std::string_view name) {
  const auto types = instance_types();
  const auto found = std::lower_bound(types.begin(), types.end(), name, [](const InstanceType& t, std::string_view n) { return t.name < n; });
  return found != types.end() && found->name == name ? &*found : nullptr;
}

const FargateSize* find_fargate_size(std::int64_t cpu) {
  const auto sizes = fargate_sizes();
  const auto found = std::find_if(sizes.begin(), sizes.end(), [&](const FargateSize& size) { return size.cpu == cpu; });
  return found == sizes.end() ? nullptr : &*found;
}

}  // namespace svc::plan
