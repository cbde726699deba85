#include "base/consequences.h"

#include <algorithm>
#include <array>

namespace svc {

namespace {

constexpr std::array kConsequences = {
#define SVC_CONSEQUENCE(id, name, meaning) ConsequenceInfo{#name, meaning},
#include "base/consequences.def"
#undef SVC_CONSEQUENCE
};

}  // namespace

std::span<const ConsequenceInfo> consequence_classes() {
  return kConsequences;
}

std::vector<std::string_view> consequence_names() {
  std::vector<std::string_view> names;
  for (const ConsequenceInfo& one : kConsequences) names.push_back(one.name);
  return names;
}

const ConsequenceInfo* find_consequence(std::string_view name) {
  const auto* found = std::find_if(kConsequences.begin(), kConsequences.end(),
                                   [&](const ConsequenceInfo& one) { return one.name == name; });
  return found == kConsequences.end() ? nullptr : found;
}

}  // namespace svc
