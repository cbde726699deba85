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

}  // namespace

void lower_parameter(Context& context, const sema::Block& parameter) {
  if (parameter.existing) {
    const graph::Value name = context.field(parameter, "name");
    context.define_attribute(parameter, "name", name);
    context.define_attribute(parameter, "arn", parameter_arn(name).at(parameter["name"].span));
    return;
  }
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
