#include "plan/facts.h"

#include <algorithm>

namespace svc::plan {

const InstanceType* find_instance_type(std::string_view name) {
  const auto types = instance_types();
  const auto found =
      std::lower_bound(types.begin(), types.end(), name,
                       [](const InstanceType& t, std::string_view n) { return t.name < n; });
  return found != types.end() && found->name == name ? &*found : nullptr;
}

const NameLimit* find_name_limit(std::string_view kind) {
  const auto limits = name_limits();
  const auto found = std::find_if(limits.begin(), limits.end(),
                                  [&](const NameLimit& limit) { return limit.kind == kind; });
  return found == limits.end() ? nullptr : &*found;
}

const FargateSize* find_fargate_size(std::int64_t cpu) {
  const auto sizes = fargate_sizes();
  const auto found = std::find_if(sizes.begin(), sizes.end(),
                                  [&](const FargateSize& size) { return size.cpu == cpu; });
  return found == sizes.end() ? nullptr : &*found;
}

std::span<const std::string_view> zone_ids(std::string_view region) {
  for (const RegionZones& one : region_zones()) {
    if (one.region == region) return one.ids;
  }
  return {};
}

std::vector<std::string_view> metrics_of(std::string_view kind) {
  std::vector<std::string_view> names;
  for (const Metric& metric : metrics()) {
    if (metric.of == kind) names.push_back(metric.name);
  }
  return names;
}

const Metric* find_metric(std::string_view kind, std::string_view name) {
  for (const Metric& metric : metrics()) {
    if (metric.of == kind && metric.name == name) return &metric;
  }
  return nullptr;
}

}  // namespace svc::plan
