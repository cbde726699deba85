// Tables and parameters.
#include "diagnostics/codes/stores.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"

namespace svc::check {
namespace {

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html (KeySchema)
void check_table(const Block& table, Sink& sink) {
  if (!table.has("sort") || table.text("sort") != table.text("key")) return;
  sink.report<diag::TableKeys>(table["sort"].span, table.name, table.text("sort"))
      .related(table["key"].span, "the partition key")
      .help("leave out `sort`, or name another attribute");
}

// The attributes of the keys of a raw table and of its indexes.
void add_key_names(const sema::Value& holder, std::set<std::string>& names, bool& known) {
  const sema::Value* schema = member(holder, "KeySchema");
  const auto* list = schema ? schema->get<sema::List>() : nullptr;
  known = known && list != nullptr;
  for (const sema::Value& item : list ? list->items : sema::List().items) {
    const sema::Value* name = member(item, "AttributeName");
    const auto text = name ? text_of(*name) : std::nullopt;
    known = known && text.has_value();
    if (text) names.insert(*text);
  }
}

// The attributes that are defined are exactly those of keys:
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
void compare_attributes(const sema::Value& definitions, std::string_view member_name,
                        std::string_view property, const std::set<std::string>& keys, Sink& sink) {
  std::set<std::string> names;
  for (const sema::Value* item : items_of(&definitions)) {
    const sema::Value* name = member(*item, member_name);
    const auto text = name ? text_of(*name) : std::nullopt;
    if (!text) return;
    names.insert(*text);
  }
  if (names == keys) return;
  sink.report<diag::PropertyLimits>(
          definitions.span, property, fmt::format("{}", fmt::join(names, ", ")),
          fmt::format("with just the attributes of its keys: {}", fmt::join(keys, ", ")))
      .help("define the attributes of the keys, and no others");
}

void check_raw_table(const Raw& raw, Sink& sink) {
  const sema::Value* definitions = raw.get("AttributeDefinitions", {});
  const auto* defined = definitions ? definitions->get<sema::List>() : nullptr;
  std::set<std::string> keys;
  bool known = defined != nullptr;
  add_key_names(*raw.properties, keys, known);
  for (const std::string_view indexes : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
    const sema::Value* value = raw.get(indexes, {});
    const auto* list = value ? value->get<sema::List>() : nullptr;
    known = known && (value == nullptr || list != nullptr);
    for (const sema::Value& index : list ? list->items : sema::List().items)
      add_key_names(index, keys, known);
  }
  if (known) compare_attributes(*definitions, "AttributeName", "AttributeDefinitions", keys, sink);
}

// Terraform names the keys one by one: `hash_key`, `range_key`.
void check_terraform_table(const Raw& raw, Sink& sink) {
  const sema::Value* definitions = raw.get({}, "attribute");
  std::set<std::string> keys;
  bool known = definitions != nullptr;
  const auto add = [&](const sema::Value& holder) {
    for (const std::string_view name : {"hash_key", "range_key"}) {
      const sema::Value* key = member(holder, name);
      const auto text = key ? text_of(*key) : std::nullopt;
      known = known && (key == nullptr || text.has_value());
      if (text) keys.insert(*text);
    }
    // A later provider takes several keys of an index.
    known = known && member(holder, "key_schema") == nullptr;
  };
  add(*raw.properties);
  for (const std::string_view indexes : {"global_secondary_index", "local_secondary_index"}) {
    for (const sema::Value* index : items_of(raw.get({}, indexes))) add(*index);
  }
  if (known) compare_attributes(*definitions, "name", "attribute", keys, sink);
}

// The attributes that a patch defines in place of svcc's.
void check_patched_table(const Block& table, Sink& sink) {
  const sema::Value* definitions = patched(table, {"table", "AttributeDefinitions", "attribute"});
  if (definitions == nullptr ||
      patched(table, {"table", "GlobalSecondaryIndexes", "global_secondary_index"}) != nullptr ||
      patched(table, {"table", "LocalSecondaryIndexes", "local_secondary_index"}) != nullptr ||
      patched(table, {"table", "KeySchema", "hash_key"}) != nullptr)
    return;
  std::set<std::string> keys = {std::string(table.text("key"))};
  if (table.has("sort")) keys.insert(std::string(table.text("sort")));
  const auto items = items_of(definitions);
  const bool terraform = !items.empty() && member(*items.front(), "name") != nullptr;
  compare_attributes(*definitions, terraform ? "name" : "AttributeName",
                     terraform ? "attribute" : "AttributeDefinitions", keys, sink);
}

std::string fault_of_text(std::string_view text, bool item) {
  constexpr std::size_t kLongest = 4096;
  if (text.empty()) return item ? "an item of it is empty" : "its value is empty";
  if (item && text.find(',') != std::string_view::npos)
    return "a list is written with commas, so an item cannot have one";
  if (text.size() > kLongest)
    return fmt::format("its value has {} bytes, and a standard one takes {}", text.size(),
                       kLongest);
  return {};
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Name,
// Value)
void check_parameter(const Block& parameter, Sink& sink) {
  const auto report = [&](Span span, std::string_view fault, std::string_view help) {
    sink.report<diag::ParameterValue>(span, parameter.name, fault).help(std::string(help));
  };
  const auto check_text = [&](const sema::Value& value, bool item) {
    const auto* text = value.get<std::string>();
    const std::string fault = text ? fault_of_text(*text, item) : std::string();
    if (!fault.empty())
      report(value.span, fault,
             text->size() > 1 ? "keep large values in a bucket, and its key here"
                              : "write a word that means nothing, such as \"none\"");
  };
  const sema::Value& value = parameter["value"];
  check_text(value, false);
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) check_text(item, true);
  }
  const auto* name = parameter.has("name") ? parameter["name"].get<std::string>() : nullptr;
  if (name == nullptr) return;
  constexpr std::ptrdiff_t kMostLevels = 15;
  std::string begin = name->substr(name->starts_with('/') ? 1 : 0, 3);
  std::transform(begin.begin(), begin.end(), begin.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (begin == "aws" || begin == "ssm")
    report(parameter["name"].span, fmt::format("names that begin with \"{}\" are AWS's own", begin),
           "begin with another word");
  else if (std::count(name->begin(), name->end(), '/') > kMostLevels)
    report(parameter["name"].span, "its name has over 15 levels", "use fewer `/`");
}

}  // namespace

void check_stores(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::DynamoDB::Table", {}))
    check_raw_table(raw, sink);
  for (const Raw& raw : raw_resources(program, {}, "aws_dynamodb_table"))
    check_terraform_table(raw, sink);
  for (const Block* table : program.created("table")) {
    check_table(*table, sink);
    check_patched_table(*table, sink);
  }
  for (const Block* parameter : program.created("parameter")) check_parameter(*parameter, sink);
}

}  // namespace svc::check
