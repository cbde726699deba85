// The names of what templates/ writes, for tests/switches (base/switches.h).
#pragma once

#include <string>
#include <string_view>

#include "base/switches.h"
#include "base/targets.h"
#include "emit/mapping.h"

namespace svc::emit {

// `sqs_queue cloudformation FifoQueue`: a part of what one target gets for a kind.
[[nodiscard]] inline std::string switch_name(const Mapping& mapping, TargetId target,
                                             std::string_view part) {
  return std::string(mapping.kind).append(" ").append(info(target).word).append(" ").append(part);
}

// The part that is a constant: `= LaunchType`, of a companion `policy= Version`.
[[nodiscard]] inline std::string constant_part(const Companion* companion,
                                               const Constant& constant) {
  std::string part(companion == nullptr ? std::string_view() : companion->name);
  part += "=";
  for (const Step& step : constant.place.path) part.append(" ").append(step.name);
  return part;
}

// The part that is a field of a structure: `health.interval`.
[[nodiscard]] inline std::string field_part(const Property& structure, const Property& field) {
  return std::string(structure.name).append(".").append(field.name);
}

[[nodiscard]] inline std::string companion_part(const Companion& companion) {
  return std::string("+").append(companion.name);
}

[[nodiscard]] inline std::string setting_part(const Setting& setting) {
  return std::string("UpdatePolicy ").append(setting.path);
}

inline constexpr std::string_view kCreateFirstPart = "create_before_destroy";
inline constexpr std::string_view kHoldsDataPart = "holds_data";

}  // namespace svc::emit
