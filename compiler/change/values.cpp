#include "change/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/overloaded.h"
#include "change/facts.h"
#include "emit/text.h"

namespace svc::change {

using emit::Choice;
using emit::Concat;
using emit::Encoded;
using emit::Expression;
using emit::List;
using emit::Member;
using emit::Object;
using emit::Reference;
using emit::Tree;
using emit::Zone;

// ---- Text ----

namespace {

std::string reference_text(const Reference& reference) {
  std::string out = "${" + reference.subject;
  if (!reference.attribute.empty()) out += "." + reference.attribute;
  return out + "}";
}

template <typename Items>
std::string joined(const Items& items, std::string_view between) {
  std::string out;
  for (const Tree& item : items) {
    if (!out.empty()) out += between;
    out += text(item);
  }
  return out;
}

}  // namespace

std::string text(const Tree& value) {
  return std::visit(
      overloaded{[](std::monostate) { return std::string(); },
                 [](bool flag) { return std::string(flag ? "true" : "false"); },
                 [](std::int64_t number) { return std::to_string(number); },
                 [](double number) { return emit::number_text(number); },
                 [](const std::string& words) { return words; },
                 [](const Reference& reference) { return reference_text(reference); },
                 [](const Zone& zone) { return fmt::format("zone {}", zone.index + 1); },
                 [](const Concat& concat) { return joined(concat.parts, ""); },
                 [](const Expression& code) { return joined(code.parts, ""); },
                 [](const List& list) { return "[" + joined(list.items, ", ") + "]"; },
                 [](const Object& object) {
                   std::string out;
                   for (const Member& member : object.members)
                     out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", member.name,
                                        text(member.value));
                   return "{" + out + "}";
                 },
                 [](const Encoded& encoded) { return text(encoded.body.front()); },
                 [](const Choice& choice) { return text(choice.of.front()); }},
      value.data);
}

// ---- Equality ----

bool same(const Tree& a, const Tree& b) {
  if (a.data.index() != b.data.index()) return false;
  const auto all = [](const std::vector<Tree>& x, const std::vector<Tree>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
  };
  return std::visit(
      overloaded{
          [](std::monostate) { return true; }, [&](bool flag) { return flag == *b.get<bool>(); },
          [&](std::int64_t number) { return number == *b.get<std::int64_t>(); },
          [&](double number) { return number == *b.get<double>(); },
          [&](const std::string& words) { return words == *b.get<std::string>(); },
          [&](const Reference& reference) {
            const auto* other = b.get<Reference>();
            return reference.subject == other->subject && reference.attribute == other->attribute &&
                   reference.separator == other->separator;
          },
          [&](const Zone& zone) { return zone.index == b.get<Zone>()->index; },
          [&](const Concat& concat) { return all(concat.parts, b.get<Concat>()->parts); },
          [&](const Expression& code) { return all(code.parts, b.get<Expression>()->parts); },
          [&](const List& list) { return all(list.items, b.get<List>()->items); },
          [&](const Object& object) {
            const auto* other = b.get<Object>();
            return std::equal(object.members.begin(), object.members.end(), other->members.begin(),
                              other->members.end(), [](const Member& x, const Member& y) {
                                return x.name == y.name && same(x.value, y.value);
                              });
          },
          [&](const Encoded& encoded) {
            return encoded.format == b.get<Encoded>()->format &&
                   all(encoded.body, b.get<Encoded>()->body);
          },
          [&](const Choice& choice) { return all(choice.of, b.get<Choice>()->of); }},
      a.data);
}

// ---- One form ----

namespace {

void sort_items(List& list, bool unique) {
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < list.items.size(); ++i) keys.emplace_back(text(list.items[i]), i);
  std::sort(keys.begin(), keys.end());
  List sorted;
  std::string last;
  for (const auto& [key, index] : keys) {
    if (unique && !sorted.items.empty() && key == last) continue;
    last = key;
    sorted.items.push_back(std::move(list.items[index]));
  }
  list = std::move(sorted);
}

void make_list(Tree& tree) {
  if (tree.get<List>() != nullptr || tree.absent()) return;
  List list;
  const Span span = tree.span;
  list.items.push_back(std::move(tree));
  tree = Tree(std::move(list), span);
}

// In a policy, an item equals a list of just that item, and order does not count.
void make_set(Tree& tree) {
  make_list(tree);
  if (auto* list = tree.get<List>()) sort_items(*list, true);
}

void statement_form(Object& statement) {
  for (Member& member : statement.members) {
    const std::string_view name = member.name;
    if (name == "Action" || name == "NotAction" || name == "Resource" || name == "NotResource")
      make_set(member.value);
    if (name == "Principal" || name == "NotPrincipal") {
      if (auto* kinds = member.value.get<Object>()) {
        for (Member& kind : kinds->members) make_set(kind.value);
      }
    }
    if (name != "Condition") continue;
    if (auto* operators = member.value.get<Object>()) {
      for (Member& one : operators->members) {
        if (auto* keys = one.value.get<Object>()) {
          for (Member& key : keys->members) make_set(key.value);
        }
      }
    }
  }
}

void policy_form(Object& policy) {
  for (Member& member : policy.members) {
    if (member.name != "Statement") continue;
    make_list(member.value);
    auto* list = member.value.get<List>();
    if (list == nullptr) continue;
    for (Tree& one : list->items) {
      if (auto* statement = one.get<Object>()) statement_form(*statement);
    }
    sort_items(*list, true);
  }
}

Tree canonical_object(const Object& object, Span span) {
  Object made;
  for (const Member& member : object.members) {
    if (member.value.absent()) continue;
    if (member.name.empty()) continue;  // meta-arguments
    made.members.push_back({member.name, canonical(member.value, member.name), false});
  }
  std::sort(made.members.begin(), made.members.end(),
            [](const Member& a, const Member& b) { return a.name < b.name; });
  if (made.find("Statement") != nullptr) policy_form(made);
  return {std::move(made), span};
}

Tree canonical_list(const List& list, std::string_view name, Span span) {
  List made;
  for (const Tree& item : list.items) made.items.push_back(canonical(item, name));
  if (!ordered(name)) sort_items(made, false);
  return {std::move(made), span};
}

Tree canonical_text(const Concat& concat, Span span) {
  emit::Text words;
  for (const Tree& part : concat.parts) words.append(canonical(part, ""));
  Tree made = std::move(words).tree();
  made.span = span;
  if (const auto* parts = made.get<Concat>(); parts != nullptr && parts->parts.size() == 1)
    return {parts->parts.front().data, span};
  return made;
}

}  // namespace

Tree canonical(const Tree& value, std::string_view name) {
  const Span span = value.span;
  if (const bool* flag = value.get<bool>()) return {std::string(*flag ? "true" : "false"), span};
  if (const auto* number = value.get<std::int64_t>()) return {std::to_string(*number), span};
  if (const double* number = value.get<double>()) return {emit::number_text(*number), span};
  if (const auto* object = value.get<Object>()) return canonical_object(*object, span);
  if (const auto* list = value.get<List>()) return canonical_list(*list, name, span);
  if (const auto* concat = value.get<Concat>()) return canonical_text(*concat, span);
  if (const auto* encoded = value.get<Encoded>()) {
    const bool yaml = encoded->format == Encoded::Format::Yaml;  // a build spec: the order counts
    Tree made =
        canonical(yaml ? emit::yaml_text(encoded->body.front()) : encoded->body.front(), name);
    made.span = span;
    return made;
  }
  return value;
}

// ---- Differences ----

namespace {

// The key of a list element, so that a changed element does not look removed and added.
std::string key_of(const Tree& item) {
  static constexpr std::array<std::string_view, 14> kKeys = {
      "Name",          "name",           "Key",           "key",         "Sid",
      "ContainerName", "container_name", "AttributeName", "Field",       "Id",
      "PolicyName",    "TargetGroupArn", "description",   "rulePriority"};
  const auto* object = item.get<Object>();
  if (object == nullptr) return {};
  const bool lifecycle = object->find("rulePriority") != nullptr;
  for (const std::string_view key : kKeys) {
    if (key == "description" && !lifecycle) continue;  // elsewhere it is text for people
    const Member* member = object->find(key);
    const auto* words = member == nullptr ? nullptr : member->value.get<std::string>();
    if (words != nullptr) return *words;
  }
  return {};
}

// The capacity provider of an element of a strategy.
std::string provider_of(const Tree& item) {
  const auto* object = item.get<Object>();
  if (object == nullptr) return {};
  for (const std::string_view key : {"CapacityProvider", "capacity_provider"}) {
    const Member* member = object->find(key);
    if (member != nullptr) return text(member->value);
  }
  return {};
}

using Keys = std::vector<std::string>;

// The keys of a list, one for each element; empty: not every element has one of its own.
Keys keys_of(const List& list) {
  Keys keys;
  for (const Tree& item : list.items) {
    std::string key = key_of(item);
    if (key.empty() && list.items.size() > 1) key = provider_of(item);
    if (key.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) return {};
    keys.push_back(std::move(key));
  }
  return keys;
}

// Those of `keys` that the other side has, too.
Keys common(const Keys& keys, const Keys& other) {
  Keys both;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(both), [&](const std::string& key) {
    return std::find(other.begin(), other.end(), key) != other.end();
  });
  return both;
}

// `ContainerDefinitions[api].Command` -> `Command`
std::string_view last_name(std::string_view path) {
  while (path.ends_with(']')) path = path.substr(0, path.rfind('['));
  return path.substr(path.rfind('.') + 1);
}

// The number of a rule in a lifecycle is its place, which the order tells.
bool is_place(std::string_view path) {
  return path.ends_with("].rulePriority");
}

void keyed_differences(const std::string& path, const List& before, const Keys& old_keys,
                       const List& after, const Keys& new_keys, std::vector<Difference>& found) {
  const auto step = [&](std::string_view key) { return fmt::format("{}[{}]", path, key); };
  const auto place = [](const Keys& keys, const std::string& key) {
    return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
  };
  for (std::size_t i = 0; i < old_keys.size(); ++i) {
    const std::size_t other = place(new_keys, old_keys[i]);
    if (other == new_keys.size())
      found.push_back({step(old_keys[i]), &before.items[i], nullptr});
    else
      differences(step(old_keys[i]), before.items[i], after.items[other], found);
  }
  for (std::size_t i = 0; i < new_keys.size(); ++i) {
    if (place(old_keys, new_keys[i]) == old_keys.size())
      found.push_back({step(new_keys[i]), nullptr, &after.items[i]});
  }
  std::erase_if(found, [](const Difference& one) { return is_place(one.path); });
  Keys was = common(old_keys, new_keys);
  Keys is = common(new_keys, old_keys);
  if (was != is && ordered(last_name(path)))
    found.push_back({path, nullptr, nullptr, std::move(was), std::move(is)});
}

// The statements of a policy that grant the same actions are the same statement.
bool grants_alike(const Tree& a, const Tree& b) {
  const auto* one = a.get<Object>();
  const auto* other = b.get<Object>();
  if (one == nullptr || other == nullptr) return false;
  const Member* actions = one->find("Action");
  const Member* others = other->find("Action");
  return actions != nullptr && others != nullptr && same(actions->value, others->value);
}

std::vector<std::string> texts_of(const List& list) {
  std::vector<std::string> texts;
  for (const Tree& item : list.items) texts.push_back(text(item));
  return texts;
}

// Elements that only one side has; those of the same actions, and one of each, are the same
// element, changed.
void list_differences(const std::string& path, const List& before, const List& after,
                      std::vector<Difference>& found) {
  std::vector<const Tree*> gone;
  std::vector<const Tree*> fresh;
  std::vector<bool> used(after.items.size());
  bool moved = false;
  std::size_t last = 0;
  for (const Tree& item : before.items) {
    bool there = false;
    for (std::size_t i = 0; i < after.items.size() && !there; ++i) {
      there = !used[i] && same(item, after.items[i]);
      if (!there) continue;
      used[i] = true;
      moved = moved || i < last;
      last = i;
    }
    if (!there) gone.push_back(&item);
  }
  for (std::size_t i = 0; i < after.items.size(); ++i) {
    if (!used[i]) fresh.push_back(&after.items[i]);
  }
  if (moved && ordered(last_name(path)))
    return found.push_back({path, nullptr, nullptr, texts_of(before), texts_of(after)});
  std::erase_if(gone, [&](const Tree* one) {
    const auto other = std::find_if(fresh.begin(), fresh.end(),
                                    [&](const Tree* two) { return grants_alike(*one, *two); });
    if (other == fresh.end()) return false;
    differences(path + "[]", *one, **other, found);
    fresh.erase(other);
    return true;
  });
  if (gone.size() == 1 && fresh.size() == 1) {
    const bool alone = before.items.size() == 1 && after.items.size() == 1;
    return differences(alone ? path : path + "[]", *gone.front(), *fresh.front(), found);
  }
  for (const Tree* one : gone) found.push_back({path + "[]", one, nullptr});
  for (const Tree* one : fresh) found.push_back({path + "[]", nullptr, one});
}

void object_differences(const std::string& path, const Object& before, const Object& after,
                        std::vector<Difference>& found) {
  const auto step = [&](std::string_view name) {
    return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
  };
  for (const Member& member : before.members) {
    const Member* other = after.find(member.name);
    if (other == nullptr)
      found.push_back({step(member.name), &member.value, nullptr});
    else
      differences(step(member.name), member.value, other->value, found);
  }
  for (const Member& member : after.members) {
    if (before.find(member.name) == nullptr)
      found.push_back({step(member.name), nullptr, &member.value});
  }
}

}  // namespace

void differences(const std::string& path, const Tree& before, const Tree& after,
                 std::vector<Difference>& found) {
  if (same(before, after)) return;
  const auto* one_object = before.get<Object>();
  const auto* other_object = after.get<Object>();
  if (one_object != nullptr && other_object != nullptr)
    return object_differences(path, *one_object, *other_object, found);
  const auto* one_list = before.get<List>();
  const auto* other_list = after.get<List>();
  if (one_list != nullptr && other_list != nullptr) {
    const Keys old_keys = keys_of(*one_list);
    const Keys new_keys = keys_of(*other_list);
    if (!old_keys.empty() && !new_keys.empty())
      return keyed_differences(path, *one_list, old_keys, *other_list, new_keys, found);
    return list_differences(path, *one_list, *other_list, found);
  }
  if (text(before) != text(after)) found.push_back({path, &before, &after});
}

// ---- Paths ----

namespace {

// The structure that a value is, or that its only element is.
const Object* structure(const Tree* tree) {
  if (tree == nullptr) return nullptr;
  if (const auto* object = tree->get<Object>()) return object;
  if (const auto* encoded = tree->get<Encoded>()) return structure(&encoded->body.front());
  const auto* list = tree->get<List>();
  return list == nullptr || list->items.size() != 1 ? nullptr : structure(list->items.data());
}

const Tree* element(const Tree* tree, std::string_view key) {
  const auto* list = tree == nullptr ? nullptr : tree->get<List>();
  if (list == nullptr) return nullptr;
  for (const Tree& item : list->items) {
    if (key_of(item) == key) return &item;
  }
  return nullptr;
}

}  // namespace

const Tree* at(const Object& object, std::string_view path) {
  const Object* here = &object;
  const Tree* found = nullptr;
  while (!path.empty()) {
    const std::size_t open = path.find('[');
    const std::size_t dot = path.find('.');
    const std::size_t end = std::min({open, dot, path.size()});
    const Member* member = here == nullptr ? nullptr : here->find(path.substr(0, end));
    if (member == nullptr) return nullptr;
    found = &member->value;
    if (end == open) {
      const std::size_t close = path.find(']', open);
      found = element(found, path.substr(open + 1, close - open - 1));
      path.remove_prefix(std::min(path.size(), close + 2));
    } else {
      path.remove_prefix(std::min(path.size(), end + 1));
    }
    here = structure(found);
  }
  return found;
}

std::string text_at(const Object& object, std::string_view path) {
  const Tree* tree = at(object, path);
  return tree == nullptr ? std::string() : text(*tree);
}

}  // namespace svc::change
