// Which field of the language a property of AWS is: the table of
// templates/data/property-fields.yaml, which compiler/generate/data.cpp writes at build time.
#pragma once

#include <span>
#include <string_view>

#include "plan/aws_values.h"

namespace svc::plan {

// A property that a patch may set.
struct PatchField {
  std::string_view part;    // of the patch
  std::string_view owner;   // the kind of the block that has the field
  std::string_view nested;  // a block within it, `health`; empty for its own field
  std::string_view field;
  Form form{};
  std::string_view cloudformation;
  std::string_view terraform;
};
[[nodiscard]] std::span<const PatchField> patch_fields();

// A property of a structure of a task definition.
struct DefinitionField {
  std::string_view of;        // the block that the structure becomes, `container`
  std::string_view property;  // as CloudFormation writes it; the JSON of ECS begins with a small
                              // letter: `StopTimeout`, `stopTimeout`
  std::string_view field;
  Form form{};
};
[[nodiscard]] std::span<const DefinitionField> definition_fields();

// A list of a container that is a map or a list of values in the language.
struct DefinitionList {
  std::string_view property;
  std::string_view field;
  std::string_view key;  // the member with the name; empty for a list of values
  std::string_view value;
};
[[nodiscard]] std::span<const DefinitionList> definition_lists();

}  // namespace svc::plan
