#include "generate/templates_limits.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "emit/schema.h"

namespace svc::generate {
namespace {

void share_limits(const SchemaNode& from, const SchemaNode& to) {
  constexpr auto kNumeric = static_cast<std::uint8_t>(emit::kNumber | emit::kInteger);
  const bool texts = from.types == emit::kString && to.types == emit::kString;
  const bool numbers = (from.types & ~kNumeric) == 0 && (to.types & ~kNumeric) == 0;
  if (from.items && to.items && from.items->members.empty() && to.items->members.empty())
    share_limits(*from.items, *to.items);
  if (!texts && !numbers) return;
  if (texts && to.allowed.empty()) to.allowed = from.allowed;
  if (to.min || to.max) return;
  to.min = from.min;
  to.max = from.max;
}

bool as_it_is(const ResolvedPlace& place) {
  return place.written && place.schema != nullptr && place.as == emit::As::Itself &&
         place.yes.empty() && !place.own_limits;
}

void share_limits(const std::vector<ResolvedProperty>& first,
                  const std::vector<ResolvedProperty>& other) {
  for (const ResolvedProperty& property : other) {
    const auto same = std::find_if(first.begin(), first.end(), [&](const ResolvedProperty& one) {
      return one.name == property.name;
    });
    if (same == first.end() || !as_it_is(same->place) || !as_it_is(property.place)) continue;
    if (property.structured)
      share_limits(same->fields, property.fields);
    else
      share_limits(*same->place.schema, *property.place.schema);
  }
}

using Excluded = std::set<const SchemaNode*>;

void add_own_limits(const std::vector<ResolvedProperty>& properties, Excluded& excluded) {
  for (const ResolvedProperty& property : properties) {
    if (property.place.own_limits) excluded.insert(property.place.schema);
    add_own_limits(property.fields, excluded);
  }
}

// Properties of the same name that no template writes: only `raw` and `patch` do.
void share_alike(const SchemaNode& from, const SchemaNode& to, const Excluded& excluded) {
  for (const auto& member : to.element()->members) {
    const SchemaNode* same = from.element()->alike(member->name);
    if (same == nullptr || excluded.contains(member.get())) continue;
    if (!member->element()->members.empty())
      share_alike(*same, *member, excluded);
    else
      share_limits(*same, *member);
  }
}

}  // namespace

void share_limits(const ResolvedTemplate& resolved) {
  const ResolvedSide& first = resolved.sides[kTargets.front()];
  for (const TargetId target : kTargets) {
    const ResolvedSide& other = resolved.sides[target];
    if (target == kTargets.front()) continue;
    share_limits(first.properties, other.properties);
    if (first.schema == nullptr || other.schema == nullptr || other.source.own_limits) continue;
    Excluded excluded;
    add_own_limits(other.properties, excluded);
    share_alike(*first.schema, *other.schema, excluded);
  }
}

}  // namespace svc::generate
