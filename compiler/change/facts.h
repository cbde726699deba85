// What replaces a resource of each type, and what that means: the facts of templates/change.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace svc::change {

// The changes that replace a resource of one type.
struct TypeFacts {
  bool known = false;                    // the file has the type
  std::vector<std::string_view> always;  // paths whose change replaces it
  std::vector<std::string_view> sometimes;
  std::vector<std::string_view> identity;  // properties that identify it
  std::string_view name;                   // the property that is its own name; empty: none
  std::vector<std::string_view> unknown;   // arguments that could not be measured
};

// The facts about a type of either target; valid as long as the program runs.
[[nodiscard]] const TypeFacts& facts_of(std::string_view type);

// The source of these facts: `terraform-provider-aws 5.100.0`, `cfn-lint 1.51.0 (us-east-1)`.
[[nodiscard]] std::string_view source_of(std::string_view target);

// One line of effects.txt.
struct Effect {
  std::string_view rule;  // `store`, `serves`, `unique` …
  std::string_view type;
  std::vector<std::string_view> paths;
  std::string_view page;
  std::string_view words;  // in the words of both targets: `deletion protection`, `s the …`
};

// All lines of a rule for a type.
[[nodiscard]] std::vector<const Effect*> effects(std::string_view rule, std::string_view type);
// The first of them, or null.
[[nodiscard]] const Effect* effect(std::string_view rule, std::string_view type);

// Whether AWS cares about the order of this list.
[[nodiscard]] bool ordered(std::string_view name);

}  // namespace svc::change
