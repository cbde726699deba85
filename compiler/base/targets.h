// The targets that svcc can write, as targets.def lists them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svc {

// A target: a language in which resources are written.
enum class TargetId : std::uint8_t {
#define SVC_TARGET(id, word, ...) id,
#include "base/targets.def"
#undef SVC_TARGET
};

// What the target-neutral parts of the compiler need to know about each target.
struct TargetInfo {
  std::string_view title;          // for people: `CloudFormation`
  std::string_view document;       // its word for its output: `template`
  std::string_view resource_type;  // an example of a type: `AWS::SNS::Topic`
  std::string_view property;       // an example of a property of that type: `TopicName`
  std::string_view some_property;  // a placeholder for any property: `Property`
  std::string_view extension;      // of its files
  std::string_view language;       // of its files: the name in editors
  std::size_t address_steps = 1;   // how many words, with dots between, name a resource
  // In templates/ a text that is one `${…}` is an expression of the target's language.
  bool templates_hold_expressions = false;
  // Every member of a type's schema can be referenced; else the schema lists the members that can.
  bool schema_members_are_attributes = false;
  std::string_view word = {};  // set by the table: `cloudformation`
};

// A target's row of the table.
[[nodiscard]] const TargetInfo& info(TargetId target);

// All of them, in the order of the table.
inline constexpr std::array kTargets = {
#define SVC_TARGET(id, word, ...) TargetId::id,
#include "base/targets.def"
#undef SVC_TARGET
};

// One T for each target.
template <typename T>
struct PerTarget {
  std::array<T, kTargets.size()> all{};

  [[nodiscard]] constexpr const T& operator[](TargetId target) const {
    return all[static_cast<std::size_t>(target)];
  }
  [[nodiscard]] constexpr T& operator[](TargetId target) {
    return all[static_cast<std::size_t>(target)];
  }
};

// The target of that word, or nothing.
[[nodiscard]] std::optional<TargetId> find_target(std::string_view word);
// The words of all targets: `cloudformation`, `terraform`.
[[nodiscard]] std::array<std::string_view, kTargets.size()> target_words();
// Their words or titles in one text, such as "CloudFormation and Terraform".
[[nodiscard]] std::string target_list(std::string_view TargetInfo::*name, std::string_view between);
// The language of a document of some target, by its name; empty if it is none.
[[nodiscard]] std::string_view document_language(std::string_view path);

}  // namespace svc
