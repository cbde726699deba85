// The rules of templates/facts/property-limits.txt: what AWS takes for properties of raw and
// patched resources, where the schema of the target does not say it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace svc::check {

// One line of the facts.
struct PropertyRule {
  std::string_view path;  // below the type
  std::string_view rule;
  std::vector<std::string_view> values;
  // The property that decides whether the rule applies: a sibling or, if it begins with `/`, a
  // property of the resource. Empty: the rule always applies.
  std::string_view sibling;
  std::vector<std::string_view> words;  // its values; none: any
  bool unless = false;
};

// What svcc itself writes of a resource, for the rules of patches.
struct OwnWord {
  std::string_view part;
  std::string_view cloudformation;  // the property
  std::string_view terraform;
  std::string_view word;
  // Only if this field of the block has the value, or any if that is empty. `label` is the first
  // label, `label.type` the field `type` of the block that it names. Empty: always.
  std::string_view field;
  std::string_view value;
};

// The rules of each type, and the types of the parts that patches name.
struct PropertyRules {
  std::map<std::string_view, std::vector<PropertyRule>> of_type;
  std::map<std::string_view, std::pair<std::string_view, std::string_view>> parts;
  std::vector<OwnWord> own_words;
};

[[nodiscard]] PropertyRules read_property_rules();

// What AWS takes instead of the text, by a rule about texts; nothing if it takes it.
[[nodiscard]] std::optional<std::string> judge_text(const std::string& text,
                                                    const PropertyRule& rule);

}  // namespace svc::check
