// The generator's view of templates/schema/: the providers' schemas as trees.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/targets.h"

namespace svc::generate {

// One property, or the elements of a list. emit::Schema is its generated form.
struct SchemaNode {
  std::string name;
  std::uint8_t types = 0;
  bool block = false;
  bool required = false;
  bool read_only = false;
  bool deprecated = false;
  bool secret = false;
  int replace = 0;
  // The other target's limits complete these (templates_resolve.cpp).
  mutable std::optional<double> min;
  mutable std::optional<double> max;
  std::string pattern;
  std::string since;
  bool gone = false;
  bool stack_tags = false;
  mutable std::vector<std::string> allowed;
  std::unique_ptr<SchemaNode> items;
  std::vector<std::unique_ptr<SchemaNode>> members;
  mutable std::string address;  // the C++ expression that names it in the tables, once written

  [[nodiscard]] const SchemaNode* member(std::string_view wanted) const;
  // The only member of that name, ignoring case and underscores; for a Terraform block also without
  // a plural s. Null if there is none.
  [[nodiscard]] const SchemaNode* alike(std::string_view wanted) const;
  // The structure for the next step of a path: the elements of a list, the values of a map, or
  // itself.
  [[nodiscard]] const SchemaNode* element() const { return items ? items.get() : this; }
  // The schema does not describe its contents.
  [[nodiscard]] bool open() const { return members.empty() && !items; }
};

// One resource type.
struct TypeSchema {
  SchemaNode root;
  std::vector<std::string> attributes;  // CloudFormation: the names for Fn::GetAtt
};

using TypeSchemas = std::map<std::string, TypeSchema, std::less<>>;

// The types of each target; data sources as `data.<type>`.
using Schemas = PerTarget<TypeSchemas>;

// Reads all schemas below `folder` (templates/schema). A schema that cannot be read is reported on
// stderr and makes the result empty.
[[nodiscard]] std::optional<Schemas> read_schemas(const std::filesystem::path& folder);

// The same structure with every name beginning in lower case, as the ECS API writes container
// definitions.
[[nodiscard]] std::unique_ptr<SchemaNode> camel_case(const SchemaNode& node);

}  // namespace svc::generate
