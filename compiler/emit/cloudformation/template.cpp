#include "emit/cloudformation/template.h"

#include <fmt/format.h>

#include "base/characters.h"
#include "diagnostics/codes/targets.h"
#include "emit/check.h"
#include "emit/shape.h"
#include "emit/text.h"

namespace svc::emit::cloudformation {
namespace {

constexpr std::size_t kLongestDescription = 1024;

// Cuts between characters, not inside one.
std::string shorten(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit - 3;
  while (end > 0 && continues_character(text[end])) --end;
  return text.substr(0, end) + "...";
}

std::string description(const graph::Graph& graph) {
  std::string what = graph.description.empty() ? graph.app : graph.description;
  for (char& c : what) {
    if (c == '\n') c = ' ';
  }
  while (what.ends_with('.') || what.ends_with(' ')) what.pop_back();
  const std::string tail = graph.environment.empty() ? "" : fmt::format(" ({})", graph.environment);
  const std::string from = graph.source.empty()
                               ? ". Compiled by svcc."
                               : fmt::format(". Compiled by svcc from {}.", graph.source);
  return shorten(what, kLongestDescription - tail.size() - from.size()) + tail + from;
}

// Encodings and choices become CloudFormation's functions.
void lower(Tree& tree);

void lower_encoded(Tree& tree) {
  auto& encoded = *tree.get<Encoded>();
  Tree body = std::move(encoded.body.front());
  if (encoded.format == Encoded::Format::Base64) {
    lower(body);
    Object function;
    function.members.push_back({"Fn::Base64", std::move(body), false});
    tree.data = std::move(function);
  } else {
    tree = encoded.format == Encoded::Format::Json ? json_text(body, true) : yaml_text(body);
  }
}

void lower_concat(Tree& tree) {
  std::vector<Tree> parts = flat_parts(tree);
  const auto* only = parts.size() == 1 ? parts.front().get<Reference>() : nullptr;
  Text text;
  // Ref gives a text for every type of parameter.
  if (only != nullptr && only->type != Reference::Type::List) {
    tree.data = std::move(parts.front().data);
  } else {
    for (Tree& part : parts) text.append(std::move(part));
    tree.data = std::move(text).tree().data;
  }
}

void lower(Tree& tree) {
  if (tree.get<Encoded>() != nullptr) {
    lower_encoded(tree);
  } else if (tree.get<Concat>() != nullptr) {
    lower_concat(tree);
  } else if (auto* choice = tree.get<Choice>()) {
    for (Tree& one : choice->of) {
      if (one.absent())
        one = Tree(Reference{"AWS::NoValue", ""});
      else
        lower(one);
    }
  } else if (auto* list = tree.get<List>()) {
    for (Tree& item : list->items) lower(item);
  } else if (auto* object = tree.get<Object>()) {
    for (Member& member : object->members) lower(member.value);
  }
}

Tree lowered(Tree tree) {
  lower(tree);
  return tree;
}

void add(Object& object, Word name, Tree value) {
  object.members.push_back({std::move(name), std::move(value), false});
}

void add_text(Object& object, Word name, const std::string& text) {
  if (!text.empty()) add(object, std::move(name), Tree(text));
}

// ---- Parameters ----

std::string_view parameter_type(graph::Parameter::Type type) {
  switch (type) {
    case graph::Parameter::Type::String:
      return "String";
    case graph::Parameter::Type::Number:
      return "Number";
    case graph::Parameter::Type::Bool:
      return "String";
    case graph::Parameter::Type::List:
      return "CommaDelimitedList";
  }
  return {};
}

// The items of a list as one text, as CloudFormation takes and gives lists.
Tree comma_separated(const List& list) {
  static constexpr Schema kText{.types = kString};
  Text text;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i > 0) text.add(',');
    text.append(fit(list.items[i], &kText));
  }
  return std::move(text).tree();
}

Tree default_value(const Resources& resources, const graph::Parameter& parameter) {
  Tree value = resources.value(*parameter.value, parameter.span);
  if (const bool* flag = value.get<bool>()) return Tree(*flag ? "true" : "false");
  const auto* list = value.get<List>();
  return list == nullptr ? value : comma_separated(*list);
}

Object parameter(const Resources& resources, const graph::Parameter& parameter) {
  Object object;
  add(object, "Type", parameter_type(parameter.type));
  add_text(object, "Description", parameter.description);
  if (parameter.value && !parameter.secret)
    add(object, "Default", default_value(resources, parameter));
  List allowed;
  for (const graph::Value& value : parameter.allowed)
    allowed.items.push_back(resources.value(value, parameter.span));
  if (parameter.type == graph::Parameter::Type::Bool) allowed.items = {Tree("true"), Tree("false")};
  if (!allowed.items.empty()) add(object, "AllowedValues", std::move(allowed));
  if (!parameter.pattern.empty() && parameter.type != graph::Parameter::Type::Number) {
    add(object, "AllowedPattern", fmt::format("^(?:{})$", parameter.pattern));
  }
  const bool number = parameter.type == graph::Parameter::Type::Number;
  if (parameter.min) add(object, number ? "MinValue" : "MinLength", Tree(*parameter.min));
  if (parameter.max) add(object, number ? "MaxValue" : "MaxLength", Tree(*parameter.max));
  if (parameter.secret) add(object, "NoEcho", true);
  return object;
}

// The resource to look up, as far as the compiler knows it: its name or its tags.
std::string wanted_of(const graph::Node& node) {
  const graph::Value* name = node.find("name");
  if (const auto* words = name == nullptr ? nullptr : name->get<std::string>()) return *words;
  const graph::Value* tags = node.find("wanted_tags");
  const auto* map = tags == nullptr ? nullptr : tags->get<graph::Map>();
  std::string text;
  for (const auto& [key, value] :
       map == nullptr ? std::vector<std::pair<Word, graph::Value>>() : map->entries) {
    if (const auto* words = value.get<std::string>())
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, *words);
  }
  return text;
}

// Existing things are parameters too.
Object lookup(const Resources& resources, const Resource& resource) {
  Object object;
  const Side& side = resources.dialect().side(*resource.mapping);
  add(object, "Type", side.type);
  std::string text(side.description);
  if (const std::string wanted = wanted_of(resources.graph().nodes[resource.node]); !wanted.empty())
    text += fmt::format(" ({})", wanted);
  add_text(object, "Description", text);
  return object;
}

// ---- Resources ----

bool is_lookup(const Resource& resource) {
  return resource.mapping->lookup && resource.companion == nullptr;
}

Object resource_object(const Resources& resources, Resource& resource) {
  Object object;
  add(object, "Type", resource.type);
  List depends_on;
  for (const std::size_t index : resource.depends_on)
    depends_on.items.emplace_back(resources.all()[index].name);
  if (depends_on.items.size() == 1) {
    add(object, "DependsOn", std::move(depends_on.items.front()));
  } else if (!depends_on.items.empty()) {
    add(object, "DependsOn", std::move(depends_on));
  }
  for (Member& attribute : resource.attributes.members)
    add(object, attribute.name, lowered(std::move(attribute.value)));
  if (!resource.properties.members.empty())
    add(object, "Properties", lowered(Tree(std::move(resource.properties))));
  return object;
}

// ---- Outputs ----

Object output(const Resources& resources, const graph::Output& output) {
  Object object;
  add_text(object, "Description", output.description);
  Tree value = resources.value(output.value, output.span);
  const auto* reference = value.get<Reference>();
  if (const auto* list = value.get<List>()) {  // an output is one text
    value = comma_separated(*list);
  } else if (value.get<Object>() != nullptr) {
    value = json_text(value, false);
  } else if (reference != nullptr && reference->type == Reference::Type::List) {
    value = Tree(Concat{{value}}, value.span);
  }
  static constexpr Schema kText{.types = kString};
  add(object, "Value", lowered(fit(std::move(value), &kText)));
  return object;
}

}  // namespace

Object Template::head() const {
  const graph::Graph& graph = resources_.graph();
  Object document;
  add(document, "AWSTemplateFormatVersion", "2010-09-09");
  add(document, "Description", description(graph));
  Object svcc;
  add_text(svcc, "app", graph.app);
  add_text(svcc, "environment", graph.environment);
  add_text(svcc, "source", graph.source);
  Object metadata;
  add(metadata, "svcc", std::move(svcc));
  add(document, "Metadata", std::move(metadata));

  Object parameters;
  std::size_t index = 0;
  for (const graph::Parameter& one : graph.parameters)
    add(parameters, names_.parameter_name(index++), Tree(parameter(resources_, one), one.span));
  for (const Resource& resource : resources_.all()) {
    if (is_lookup(resource) && !resource.type.empty())
      add(parameters, resource.name,
          Tree(lookup(resources_, resource), graph.nodes[resource.node].span));
  }
  if (!parameters.members.empty()) add(document, "Parameters", std::move(parameters));
  if (graph.first) {
    const Tree flag = names_.parameter(graph.parameters[graph.first->running]);
    List arguments;
    arguments.items = {Tree(Reference{flag.get<Reference>()->subject, ""}), Tree("true")};
    Object equals;
    add(equals, "Fn::Equals", std::move(arguments));
    Object conditions;
    add(conditions, condition_name(*flag.get<Reference>()), std::move(equals));
    add(document, "Conditions", std::move(conditions));
  }
  return document;
}

void Template::settle(graph::NodeId node) {
  shape(resources_, node, sink_);
  patches_.apply(resources_, node);
  static_cast<void>(
      check(resources_, node, sink_));  // the provider version it gives is Terraform's
}

void Template::check_node(graph::NodeId node) {
  settle(node);
  for (const std::size_t index : resources_.of(node)) resources_.all()[index].properties = {};
}

std::vector<Member> Template::resources_of(graph::NodeId node) {
  settle(node);
  std::vector<Member> members;
  for (const std::size_t index : resources_.of(node)) {
    Resource& resource = resources_.all()[index];
    if (map_ != nullptr) map_->add(resource);
    if (!is_lookup(resource))
      members.push_back({resource.name,
                         Tree(resource_object(resources_, resource),
                              resources_.graph().nodes[resource.node].span),
                         false});
  }
  return members;
}

std::string Template::comment(graph::NodeId id) const {
  const graph::Node& node = resources_.graph().nodes[id];
  std::string words = node.span.valid() ? line_reference(sources_, node.span) : std::string();
  if (!node.owner.empty()) words += (words.empty() ? "" : " ") + node.owner;
  return words;
}

Object Template::metadata(graph::NodeId id) const {
  const graph::Node& node = resources_.graph().nodes[id];
  Object svcc;
  if (node.span.valid()) add(svcc, "source", line_reference(sources_, node.span));
  add_text(svcc, "block", node.owner);
  return svcc;
}

Object Template::outputs() const {
  Object outputs;
  for (const graph::Output& one : resources_.graph().outputs)
    add(outputs, pascal_case(one.name), Tree(output(resources_, one), one.span));
  return outputs;
}

}  // namespace svc::emit::cloudformation
