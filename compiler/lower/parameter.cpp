#include <algorithm>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// A path begins with the slash that the ARN needs before the name; other names get one:
// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
graph::Value parameter_arn(const graph::Value& name) {
  const auto* text = name.get<std::string>();
  const bool path = text != nullptr && !text->empty() && text->front() == '/';
  return iam::arn("ssm", graph::concat({path ? "parameter" : "parameter/", name}));
}

// CloudFormation and Terraform take a list as one text.
graph::Value text_of(const Context& context, const sema::Block& parameter) {
  const auto* list = parameter["value"].get<sema::List>();
  if (list == nullptr) return context.field(parameter, "value");
  std::vector<graph::Value> parts;
  for (const sema::Value& item : list->items) {
    if (!parts.empty()) parts.emplace_back(",");
    parts.push_back(context.value(item));
  }
  return graph::concat(std::move(parts)).at(parameter["value"].span);
}

// Whether a value contains the attribute `value` of the parameter.
bool reads_value(const sema::Value& value, const sema::Block& parameter) {
  const auto any = [&](const auto& items) {
    return std::any_of(items.begin(), items.end(),
                       [&](const sema::Value& item) { return reads_value(item, parameter); });
  };
  if (const auto* read = value.get<sema::AttributeRef>())
    return read->block == &parameter && read->attribute == "value";
  if (const auto* list = value.get<sema::List>()) return any(list->items);
  if (const auto* text = value.get<sema::Interpolation>()) return any(text->parts);
  if (const auto* derived = value.get<sema::Derived>()) return any(derived->of);
  if (const auto* call = value.get<sema::MethodCall>()) return any(call->arguments);
  const auto* object = value.get<sema::Object>();
  return object != nullptr &&
         std::any_of(object->entries.begin(), object->entries.end(),
                     [&](const auto& entry) { return reads_value(entry.second, parameter); });
}

bool is_value_read(const sema::Program& program, const sema::Block& parameter) {
  const auto in_block = [&](const sema::Block& block) {
    return std::any_of(block.fields.begin(), block.fields.end(),
                       [&](const auto& field) { return reads_value(field.value, parameter); }) ||
           std::any_of(block.grants.begin(), block.grants.end(),
                       [&](const auto& grant) { return reads_value(grant.when, parameter); }) ||
           std::any_of(block.patches.begin(), block.patches.end(),
                       [&](const auto& patch) { return reads_value(patch.properties, parameter); });
  };
  return std::any_of(program.block_store.begin(), program.block_store.end(), in_block) ||
         std::any_of(program.outputs.begin(), program.outputs.end(),
                     [&](const auto& output) { return reads_value(output.value, parameter); });
}

void define_existing_parameter(Context& context, const sema::Block& parameter) {
  const graph::Value name = context.field(parameter, "name");
  context.define_attribute(parameter, "name", name);
  context.define_attribute(parameter, "arn", parameter_arn(name).at(parameter["name"].span));
  if (!is_value_read(context.program, parameter)) return;
  const graph::NodeId id = context.add("ssm_parameter_value_lookup", parameter.name, parameter);
  set(context.node(id), "name", name);
  context.define_attribute(parameter, "value", graph::Ref{id, "value"});
}

}  // namespace

void lower_parameter(Context& context, const sema::Block& parameter) {
  if (parameter.existing) return define_existing_parameter(context, parameter);
  const std::string own =
      "/" + context.program.app->name +
      (context.program.environment.empty() ? "" : "/" + context.program.environment) + "/" +
      parameter.name;
  const graph::Value name = parameter.has("name") ? context.field(parameter, "name")
                                                  : graph::Value(own).at(parameter.name_span);
  const graph::NodeId id = context.add("ssm_parameter", parameter.name, parameter);
  context.remember(parameter, PartKind::Main, id);
  // Only one target provides the ARN. So it is built from a reference to the name, which also
  // creates the dependency.
  context.define_attribute(
      parameter, "arn",
      iam::arn("ssm",
               graph::concat({name.get<std::string>()->front() == '/' ? "parameter" : "parameter/",
                              graph::Ref{id, "name"}})));
  graph::Node& node = context.node(id);
  set(node, "name", name);
  set(node, "description", context.field(parameter, "description"));
  set(node, "type", parameter["value"].get<sema::List>() ? "StringList" : "String");
  set(node, "value", text_of(context, parameter));
}

}  // namespace svc::lower
