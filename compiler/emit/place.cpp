// Putting values at the end of paths.
#include <algorithm>

#include "emit/shape.h"

namespace svc::emit {
namespace {

Object& as_object(Tree& tree) {
  if (tree.get<Object>() == nullptr) tree.data = Object{};
  return *tree.get<Object>();
}

Tree& first_element(Tree& tree) {
  if (tree.get<List>() == nullptr) tree.data = List{};
  auto& items = tree.get<List>()->items;
  if (items.empty()) items.emplace_back(Object{});
  return items.front();
}

Tree& keyed_element(Tree& tree, const Step& step) {
  if (tree.get<List>() == nullptr) tree.data = List{};
  auto& items = tree.get<List>()->items;
  for (Tree& item : items) {
    const auto* object = item.get<Object>();
    const Member* key = object == nullptr ? nullptr : object->find(step.key_name);
    const auto* text = key == nullptr ? nullptr : key->value.get<std::string>();
    if (text != nullptr && *text == step.key) return item;
  }
  Object fresh;
  fresh.members.push_back({Word::constant(step.key_name), Tree(step.key), false});
  return items.emplace_back(std::move(fresh));
}

// The structure that a list with one block represents.
Object* single(Tree& tree) {
  if (auto* object = tree.get<Object>()) return object;
  auto* list = tree.get<List>();
  return list != nullptr && list->items.size() == 1 ? list->items.front().get<Object>() : nullptr;
}

void join(Tree& into, Tree value) {
  Object* old = single(into);
  Object* fresh = single(value);
  if (old == nullptr || fresh == nullptr) {
    into = std::move(value);
    return;
  }
  for (Member& member : fresh->members) {
    Member& same = old->at(member.name);
    same.block = same.block || member.block;
    join(same.value, std::move(member.value));
  }
}

// The member, made if it is not there.
Member& member_at(Object& object, Word name, const Schema* schema, Span span) {
  Member& member = object.at(std::move(name));
  member.block = schema != nullptr && schema->block;
  if (!member.value.span.valid()) member.value.span = span;
  return member;
}

}  // namespace

void put(Object& into, Word name, const Schema* schema, Tree value) {
  Member& member = member_at(into, std::move(name), schema, value.span);
  join(member.value, std::move(value));
  member.block = member.block || lacks_members(member.value, schema);
}

void put(Object& into, Slice<Step> path, Tree value) {
  if (path.empty()) {
    Tree whole(std::move(into));
    join(whole, std::move(value));
    into = std::move(as_object(whole));
    return;
  }
  Object* current = &into;
  for (const Step& step : path) {
    const bool last = &step == path.end() - 1;
    if (last && step.shape == Step::Shape::Member)
      return put(*current, Word::constant(step.name), step.schema, std::move(value));
    Member& member = member_at(*current, Word::constant(step.name), step.schema, value.span);
    const bool list = step.shape != Step::Shape::Member ||
                      (step.schema != nullptr && step.schema->types == kList);
    Tree& inner = step.shape == Step::Shape::Keyed ? keyed_element(member.value, step)
                  : list                           ? first_element(member.value)
                                                   : member.value;
    if (!inner.span.valid()) inner.span = value.span;
    if (last) return join(inner, std::move(value));
    current = &as_object(inner);
  }
}

}  // namespace svc::emit
