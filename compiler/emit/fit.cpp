// Shapes values of the graph into the form that the schema expects.
#include <charconv>
#include <cmath>

#include "base/number.h"
#include "emit/shape.h"

namespace svc::emit {
namespace {

const Schema* key_member(const Schema& element) {
  const Schema* key = element.alike("key");
  return key != nullptr ? key : element.alike("name");
}

bool wants_key_values(const Schema& schema) {
  return !schema.admits(kObject) && !schema.admits(kMap) && schema.items != nullptr &&
         key_member(*schema.items) != nullptr && schema.items->alike("value") != nullptr;
}

std::optional<Tree> as_number(const std::string& text, const Schema& schema, Span span) {
  std::int64_t whole = 0;
  const char* end = text.data() + text.size();
  if (const auto [stop, error] = std::from_chars(text.data(), end, whole);
      error == std::errc() && stop == end)
    return Tree(whole, span);
  const std::optional<double> number = read_number(text);
  return number && schema.admits(kNumber) ? std::optional(Tree(*number, span)) : std::nullopt;
}

void fit_scalar(Tree& value, const Schema& schema) {
  const Span span = value.span;
  if (schema.admits(kString)) {
    const auto* reference = value.get<Reference>();
    const bool number_or_flag =
        reference != nullptr &&
        (reference->type == Reference::Type::Number || reference->type == Reference::Type::Bool);
    const bool numbers = schema.admits(kInteger) || schema.admits(kNumber);
    // A text that consists of a number is still a text.
    if (number_or_flag && schema.types == kString)
      value = Tree(Concat{{std::move(value)}}, span);
    else if (const bool* flag = value.get<bool>(); flag != nullptr && !schema.admits(kBoolean))
      value = Tree(*flag ? "true" : "false", span);
    else if (const auto* whole = value.get<std::int64_t>(); whole != nullptr && !numbers)
      value = Tree(std::to_string(*whole), span);
    else if (const double* number = value.get<double>(); number != nullptr && !numbers)
      value = Tree(number_text(*number), span);
    return;
  }
  if (const double* number = value.get<double>();
      number != nullptr && *number == std::floor(*number) && std::abs(*number) < 1e15) {
    value = Tree(static_cast<std::int64_t>(*number), span);
    return;
  }
  const auto* text = value.get<std::string>();
  if (text == nullptr) return;
  if (schema.admits(kInteger) || schema.admits(kNumber)) {
    if (std::optional<Tree> number = as_number(*text, schema, span)) value = std::move(*number);
  } else if (schema.admits(kBoolean) && (*text == "true" || *text == "false")) {
    value = Tree(*text == "true", span);
  }
}

bool is_scalar(const Tree& value) {
  return value.get<List>() == nullptr && value.get<Object>() == nullptr;
}

void fit_whole(Tree& value, const Schema* schema);

void fit_members(Object& object, const Schema& schema) {
  for (Member& member : object.members) {
    const Schema* known = schema.member(member.name);
    if (known == nullptr) known = schema.items;
    member.block = member.block || (known != nullptr && known->block);
    fit_whole(member.value, known);
    member.block = member.block || lacks_members(member.value, known);
  }
}

void fit_list(Tree& value, const Schema& schema) {
  if (const auto* object = value.get<Object>(); object != nullptr && wants_key_values(schema)) {
    value = key_value_list(*object, *schema.items, value.span);
    return;
  }
  if (value.get<List>() == nullptr) {
    const auto* reference = value.get<Reference>();
    if ((reference != nullptr && reference->type == Reference::Type::List) ||
        value.get<Expression>() != nullptr)
      return;
    const Span span = value.span;
    List one;
    one.items.push_back(std::move(value));
    value = Tree(std::move(one), span);
  }
  for (Tree& item : value.get<List>()->items) fit_whole(item, schema.items);
}

// fit(), in place: documents hold millions of trees, and most already have their form.
void fit_whole(Tree& value, const Schema* schema) {
  if (schema == nullptr || schema->types == kAny || value.absent()) return;
  if (auto* choice = value.get<Choice>()) {
    for (Tree& one : choice->of) fit_whole(one, schema);
    return;
  }
  if (auto* encoded = value.get<Encoded>();
      encoded != nullptr && encoded->format == Encoded::Format::Json && schema->admits(kObject)) {
    // A JSON text becomes a structure where the schema allows one.
    Tree::Variant body = std::move(encoded->body.front().data);
    value.data = std::move(body);
    return;
  }
  if (schema->admits(kList) && !(schema->types != kList && is_scalar(value)))
    return fit_list(value, *schema);
  if (auto* list = value.get<List>();
      list != nullptr && !schema->admits(kList) && list->items.size() == 1) {
    Tree only = std::move(list->items.front());
    value = std::move(only);
    return fit_whole(value, schema);
  }
  if (auto* object = value.get<Object>())
    fit_members(*object, *schema);
  else if (value.get<List>() == nullptr)
    fit_scalar(value, *schema);
}

}  // namespace

bool lacks_members(const Tree& value, const Schema* schema) {
  const auto* list = value.get<List>();
  if (list == nullptr || schema == nullptr || schema->items == nullptr) return false;
  const std::size_t all = schema->items->members.size();
  const bool objects = std::all_of(list->items.begin(), list->items.end(),
                                   [](const Tree& item) { return item.get<Object>() != nullptr; });
  return objects && std::any_of(list->items.begin(), list->items.end(), [&](const Tree& item) {
           return item.get<Object>()->members.size() < all;
         });
}

Tree key_value_list(const Object& map, const Schema& element, Span span) {
  const Schema* key = key_member(element);
  const Schema* value = element.alike("value");
  const Schema* propagate = element.alike("propagate_at_launch");
  List list;
  list.items.reserve(map.members.size());
  for (const Member& member : map.members) {
    Object pair;
    pair.members.reserve(3);
    pair.members.push_back({key == nullptr ? Word("Key") : Word::constant(key->name),
                            Tree(member.name.view(), member.value.span), false});
    pair.members.push_back({value == nullptr ? Word("Value") : Word::constant(value->name),
                            fit(member.value, value), false});
    if (propagate != nullptr)
      pair.members.push_back(
          {Word::constant(propagate->name), Tree(true, member.value.span), false});
    list.items.emplace_back(std::move(pair), member.value.span);
  }
  return Tree(std::move(list), span);
}

Tree fit(Tree value, const Schema* schema) {
  fit_whole(value, schema);
  return value;
}

}  // namespace svc::emit
