#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html
std::string_view type_letter(std::string_view type) {
  if (type == "number") return "N";
  return type == "binary" ? "B" : "S";
}

}  // namespace

void lower_table(Context& context, const sema::Block& table) {
  if (table.existing) {
    const graph::Value name = context.field(table, "name");
    context.define_attribute(table, "name", name);
    context.define_attribute(table, "arn", iam::arn("dynamodb", graph::concat({"table/", name})));
    return;
  }
  std::vector<graph::Value> attributes;
  std::vector<graph::Value> schema;
  const auto add = [&](std::string_view field, std::string_view type, std::string_view role) {
    const graph::Value name = context.field(table, field);
    attributes.push_back(graph::map(
        {{"attribute_name", name}, {"attribute_type", type_letter(table.symbol(type))}}));
    schema.push_back(graph::map({{"AttributeName", name}, {"KeyType", role}}));
  };
  add("key", "key_type", "HASH");
  if (table.has("sort")) add("sort", "sort_type", "RANGE");

  const graph::NodeId id = context.add("dynamodb_table", table.name, table);
  context.remember(table, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "table_name", graph::Value(context.physical_name(table.name)).at(table.name_span));
  set(node, "billing_mode", "PAY_PER_REQUEST");
  set(node, "key_schema", graph::list(std::move(schema)));
  set(node, "hash_key", context.field(table, "key"));
  set(node, "range_key", context.field(table, "sort"));
  set(node, "attribute_definitions", graph::list(std::move(attributes)));
  set(node, "point_in_time_recovery", context.field(table, "recovery"));
  // It also helps when the block is removed, because Terraform's `prevent_destroy` disappears with
  // the block.
  set(node, "deletion_protection_enabled", true);
  // By default, DynamoDB encrypts with its own key, which needs no permission.
  if (table.has("encryption")) {
    set(node, "sse_enabled", graph::Value(true).at(table["encryption"].span));
    set(node, "sse_type", "KMS");
    set(node, "kms_master_key_id", context.field(table, "encryption"));
  }
  if (table.has("expires"))
    set(node, "time_to_live",
        graph::map({{"attribute_name", context.field(table, "expires")}, {"enabled", true}}));
}

}  // namespace svc::lower
