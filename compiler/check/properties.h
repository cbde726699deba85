// Typed access to patches and raw resources, in the words of their target, for the checks.
//
// A patch whose property is a field of the language flows into the checks as that field
// (plan/as_patched.h). This file has the properties without a field in the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"

namespace svc::check {

// A property in the words of both targets. A dot separates a structure from its member:
// "HealthCheck.Port".
struct Property {
  std::string_view part;  // the resource: the last words of its kind in templates/, `target_group`
  std::string_view cloudformation;
  std::string_view terraform;
};

// The value at a path of members; the first item of each list is used. Null if there is none.
[[nodiscard]] const sema::Value* member(const sema::Value& object, std::string_view path);

// What a patch of the block, or of a block around it, sets the property to; null if none does. If a
// part has several resources, `name` selects one: empty for the block's own.
[[nodiscard]] const sema::Value* patched(const sema::Block& block, const Property& property,
                                         std::string_view name = {});

// The items of a list; a single value is one item, and null has none.
[[nodiscard]] std::vector<const sema::Value*> items_of(const sema::Value* value);
// A text that is known at compile time; of a number or a truth value, that value as text.
[[nodiscard]] std::optional<std::string> text_of(const sema::Value& value);
// A number, also if it is written as text.
[[nodiscard]] std::optional<double> number_of(const sema::Value& value);
// A truth value, also if it is written as text.
[[nodiscard]] std::optional<bool> flag_of(const sema::Value& value);
// The block that the value names, or that it reads an attribute of (`alerts.arn`); null for others.
[[nodiscard]] const sema::Block* read_block(const sema::Value& value);

// The resource that a `raw` block declares.
struct Raw {
  const sema::Block* block = nullptr;
  bool terraform = false;
  const sema::Value* properties = nullptr;  // an Object

  // The property under the name of its target; null if it is not written.
  [[nodiscard]] const sema::Value* get(std::string_view cloudformation,
                                       std::string_view terraform_name) const;
};

// The type of a `raw` block: "AWS::SQS::Queue", "aws_sqs_queue".
[[nodiscard]] std::string_view raw_type(const sema::Block& block);
[[nodiscard]] Raw raw_of(const sema::Block& block);
// The raw resources of either type, in the order of the program.
[[nodiscard]] std::vector<Raw> raw_resources(const sema::Program& program,
                                             std::string_view cloudformation,
                                             std::string_view terraform);

}  // namespace svc::check
