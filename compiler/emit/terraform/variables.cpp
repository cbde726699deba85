#include <fmt/format.h>

#include "emit/terraform/files.h"
#include "emit/terraform/hcl.h"

namespace svc::emit::terraform {
namespace {

using Type = graph::Parameter::Type;

std::string_view type_name(Type type) {
  switch (type) {
    case Type::String:
      return "string";
    case Type::Number:
      return "number";
    case Type::Bool:
      return "bool";
    case Type::List:
      return "list(string)";
  }
  return {};
}

Tree code(std::string text) {
  Expression expression;
  expression.parts.emplace_back(std::move(text));
  return expression;
}

// A condition on the value, or on each element of a list. `{0}` is the placeholder.
std::string each(const graph::Parameter& parameter, std::string_view condition) {
  const std::string name = "var." + parameter.name;
  if (parameter.type != Type::List) return fmt::format(fmt::runtime(condition), name);
  return fmt::format("alltrue([for v in {} : {}])", name,
                     fmt::format(fmt::runtime(condition), "v"));
}

void validation(Object& body, std::string condition, std::string message) {
  Object validation;
  validation.members.push_back({"condition", code(std::move(condition)), false});
  validation.members.push_back({"error_message", Tree(std::move(message)), false});
  Member& member = body.at("validation");
  member.block = true;
  if (member.value.absent()) member.value = List{};
  member.value.get<List>()->items.emplace_back(std::move(validation));
}

void limits(Object& body, const graph::Parameter& parameter) {
  const bool number = parameter.type == Type::Number;
  const std::string value =
      number ? "var." + parameter.name : fmt::format("length(var.{})", parameter.name);
  const std::string what = number ? parameter.name
                           : parameter.type == Type::List
                               ? "The number of elements of " + parameter.name
                               : "The length of " + parameter.name;
  if (parameter.min && parameter.max) {
    const std::string low = number_text(*parameter.min);
    const std::string high = number_text(*parameter.max);
    validation(body, fmt::format("{0} >= {1} && {0} <= {2}", value, low, high),
               fmt::format("{} must be from {} to {}.", what, low, high));
  } else if (parameter.min) {
    validation(body, fmt::format("{} >= {}", value, number_text(*parameter.min)),
               fmt::format("{} must be at least {}.", what, number_text(*parameter.min)));
  } else if (parameter.max) {
    validation(body, fmt::format("{} <= {}", value, number_text(*parameter.max)),
               fmt::format("{} must be at most {}.", what, number_text(*parameter.max)));
  }
}

// A text or a number as the message of a validation writes it.
std::string plain(const Tree& value) {
  const auto* text = value.get<std::string>();
  return text != nullptr ? *text : print_expression(value, 0);
}

// Braces in a text that fmt is to leave alone.
std::string doubled(std::string text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  return out;
}

Object variable(const Resources& resources, const graph::Parameter& parameter) {
  Object body;
  body.members.push_back({"type", code(std::string(type_name(parameter.type))), false});
  if (!parameter.description.empty())
    body.members.push_back({"description", Tree(parameter.description), false});
  if (parameter.value && !parameter.secret)
    body.members.push_back({"default", resources.value(*parameter.value, parameter.span), false});
  if (parameter.secret) body.members.push_back({"sensitive", Tree(true), false});
  if (!parameter.allowed.empty()) {
    List allowed;
    std::string words;
    for (const graph::Value& value : parameter.allowed) {
      allowed.items.push_back(resources.value(value, parameter.span));
      words += (words.empty() ? "" : ", ") + plain(allowed.items.back());
    }
    const std::string list = doubled(print_expression(Tree(std::move(allowed)), 0));
    validation(body, each(parameter, "contains(" + list + ", {0})"),
               fmt::format("{} must be one of: {}.", parameter.name, words));
  }
  if (!parameter.pattern.empty()) {
    const std::string pattern = quote("^(?:" + parameter.pattern + ")$");
    validation(body, each(parameter, "can(regex(" + doubled(pattern) + ", {0}))"),
               fmt::format("{} must match {}.", parameter.name, parameter.pattern));
  }
  limits(body, parameter);
  return body;
}

}  // namespace

Printed variables_file(const Resources& resources, const Sources& sources, bool notes) {
  Printed out;
  for (const graph::Parameter& parameter : resources.graph().parameters) {
    if (!out.text.empty()) out.add("\n");
    if (parameter.span.valid())
      out.add(fmt::format("# {}\n", line_reference(sources, parameter.span)));
    print_block(fmt::format("variable {}", quote(parameter.name)), variable(resources, parameter),
                parameter.span, notes, out);
  }
  return out;
}

}  // namespace svc::emit::terraform
