// Finds the resources that differ, and whether that replaces them. follow.cpp has the consequences
// for others, refusals.cpp the refused changes.
#include "change/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "change/facts.h"
#include "change/steps.h"
#include "change/values.h"

namespace svc::change {

using emit::Document;
using emit::Object;
using emit::Record;
using emit::Tree;

std::string_view action_text(Action action) {
  switch (action) {
    case Action::Add:
      return "add";
    case Action::Update:
      return "update";
    case Action::Replace:
      return "replace";
    case Action::Remove:
      return "remove";
    case Action::Move:
      return "move";
  }
  return {};
}

const ResourceChange* Plan::find(std::string_view address) const {
  const auto found = std::find_if(changes.begin(), changes.end(), [&](const ResourceChange& c) {
    return c.record().address == address;
  });
  return found == changes.end() ? nullptr : &*found;
}

// ---- Properties ----

std::string plain_path(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    if (c == '[') inside = true;
    if (!inside) plain += c;
    if (c == ']') inside = false;
  }
  return plain;
}

namespace {

bool below(std::string_view path, std::string_view above) {
  return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '.');
}

// Whether a structure that is added or removed as a whole contains the property at `path`.
bool holds(const Tree* tree, std::string_view path) {
  if (tree == nullptr) return false;
  if (const auto* object = tree->get<Object>()) return at(*object, path) != nullptr;
  const auto* list = tree->get<emit::List>();
  return list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                        [&](const Tree& item) { return holds(&item, path); });
}

bool decides(const Difference& difference, const std::vector<std::string_view>& rules) {
  const std::string path = plain_path(difference.path);
  return std::any_of(rules.begin(), rules.end(), [&](std::string_view rule) {
    if (below(path, rule)) return true;
    if (!below(rule, path)) return false;
    const std::string_view rest = rule.substr(path.size() + 1);
    return holds(difference.before, rest) || holds(difference.after, rest);
  });
}

// Whether a flag of the resource prevents its replacement for a change of this path.
bool excused(const Record& record, std::string_view path) {
  for (const Effect* one : effects("unless", record.type)) {
    if (one->paths.size() == 2 && below(plain_path(path), one->paths.front()) &&
        text_at(record.properties, one->paths.back()) == "true")
      return true;
  }
  return false;
}

// Whether a property that the registry calls a conditional replacement is changed in place.
bool never_replaces(std::string_view type, std::string_view path) {
  const std::vector<const Effect*> never = effects("never", type);
  return std::any_of(never.begin(), never.end(), [&](const Effect* one) {
    return below(plain_path(path), one->paths.front());
  });
}

bool left_to_others(const Record& record, std::string_view path) {
  return std::any_of(record.initial.begin(), record.initial.end(),
                     [&](const std::string& name) { return below(plain_path(path), name); });
}

Span span_of(const Tree* tree, const Object& properties, std::string_view path, Span fallback) {
  if (tree != nullptr && tree->span.valid()) return tree->span;
  const Tree* first = at(properties, path.substr(0, path.find_first_of(".[")));
  return first != nullptr && first->span.valid() ? first->span : fallback;
}

// Also of the tags that a launch template gives what it starts.
bool is_tag(std::string_view path) {
  const std::string_view first = path.substr(0, path.find_first_of(".["));
  return first == "Tags" || first == "tags" || first == "tag" || first == "TagList" ||
         first == "HostedZoneTags" || first == "FileSystemTags" || first == "AccessPointTags" ||
         path.find("TagSpecifications") != std::string_view::npos ||
         path.find("tag_specifications") != std::string_view::npos;
}

PropertyChange property_change(const Difference& one, const Record& before, const Record& after) {
  PropertyChange change;
  change.path = one.path;
  if (!one.order_before.empty()) {
    change.before = fmt::format("[{}]", fmt::join(one.order_before, ", "));
    change.after = fmt::format("[{}]", fmt::join(one.order_after, ", "));
  } else {
    if (one.before != nullptr) change.before = text(*one.before);
    if (one.after != nullptr) change.after = text(*one.after);
  }
  change.before_span = span_of(one.before, before.properties, one.path, before.span);
  change.after_span = span_of(one.after, after.properties, one.path, after.span);
  if (excused(after, one.path)) return change;
  const TypeFacts& facts = facts_of(after.type);
  change.replaces = decides(one, facts.always);
  if (!change.replaces && decides(one, facts.sometimes) && !never_replaces(after.type, one.path))
    change.replaces = change.conditional = true;
  return change;
}

// The properties of one resource that differ, member by member: most do not, and are not brought
// into one form.
std::vector<PropertyChange> property_changes(const Record& before, const Record& after) {
  std::vector<PropertyChange> changes;
  const auto note = [&](const std::string& name, const Tree* old, const Tree* fresh) {
    const Tree one = old == nullptr ? Tree() : canonical(*old, name);
    const Tree other = fresh == nullptr ? Tree() : canonical(*fresh, name);
    std::vector<Difference> found;
    if (old == nullptr || fresh == nullptr)
      found.push_back({name, old == nullptr ? nullptr : &one, fresh == nullptr ? nullptr : &other});
    else
      differences(name, one, other, found);
    for (const Difference& difference : found) {
      if (!left_to_others(after, difference.path))
        changes.push_back(property_change(difference, before, after));
    }
  };
  for (const emit::Member& member : before.properties.members) {
    if (member.name.empty() || member.value.absent()) continue;
    const emit::Member* other = after.properties.find(member.name);
    if (other != nullptr && same(member.value, other->value)) continue;
    note(member.name.str(), &member.value, other == nullptr ? nullptr : &other->value);
  }
  for (const emit::Member& member : after.properties.members) {
    if (member.name.empty() || member.value.absent()) continue;
    if (before.properties.find(member.name) == nullptr)
      note(member.name.str(), nullptr, &member.value);
  }
  return changes;
}

// ---- States
//
// In a state, only properties that the program writes as values can be compared. Defaults that AWS
// filled in and references of the program look different without being so.

// The structures that a value is or holds as a list; empty: it is none.
void add_structures(Tree& tree, std::vector<Object*>& to) {
  if (auto* object = tree.get<Object>()) to.push_back(object);
  auto* list = tree.get<emit::List>();
  if (list == nullptr) return;
  for (Tree& item : list->items) add_structures(item, to);
}

bool refers(const Tree& tree) {
  bool found = false;
  for_each_reference(tree, [&](const emit::Reference&) { found = true; });
  return found;
}

void erase(const std::vector<Object*>& from, const std::string& name) {
  for (Object* object : from)
    std::erase_if(object->members, [&](const emit::Member& m) { return m.name == name; });
}

std::vector<Tree*> members_of(const std::vector<Object*>& objects, const std::string& name) {
  std::vector<Tree*> found;
  for (Object* object : objects) {
    for (emit::Member& member : object->members) {
      if (member.name == name && !member.value.absent()) found.push_back(&member.value);
    }
  }
  return found;
}

std::set<std::string> names_of(const std::vector<Object*>& objects) {
  std::set<std::string> names;
  for (const Object* object : objects) {
    for (const emit::Member& member : object->members) names.insert(member.name.str());
  }
  return names;
}

// A state writes every argument of a block, those that the block leaves out as empty texts and
// lists.
void erase_empty(const std::vector<Object*>& from) {
  const auto empty = [](const emit::Member& member) {
    const auto* words = member.value.get<std::string>();
    const auto* list = member.value.get<emit::List>();
    return member.value.absent() || (words != nullptr && words->empty()) ||
           (list != nullptr && list->items.empty());
  };
  for (Object* object : from) std::erase_if(object->members, empty);
}

// Removes what cannot be compared. Blocks of one name are taken together: a state may have them in
// another order.
void keep_comparable(const std::vector<Object*>& state, const std::vector<Object*>& program) {
  if (state.size() > 1) {  // one of them may have what another leaves out
    erase_empty(state);
    erase_empty(program);
  }
  std::set<std::string> names = names_of(state);
  names.merge(names_of(program));
  for (const std::string& name : names) {
    const std::vector<Tree*> is = members_of(state, name);
    const std::vector<Tree*> wanted = members_of(program, name);
    std::vector<Object*> inner;
    std::vector<Object*> inner_wanted;
    for (Tree* tree : is) add_structures(*tree, inner);
    for (Tree* tree : wanted) add_structures(*tree, inner_wanted);
    const bool comparable =
        !is.empty() && !wanted.empty() &&
        (!inner_wanted.empty() || std::none_of(wanted.begin(), wanted.end(),
                                               [](const Tree* tree) { return refers(*tree); }));
    if (!comparable) {
      erase(state, name);
      erase(program, name);
    } else if (!inner_wanted.empty()) {
      keep_comparable(inner, inner_wanted);
    }
  }
}

ResourceChange compare(const Record& before, const Record& after, const std::string& moved_from) {
  ResourceChange change;
  change.before = &before;
  change.after = &after;
  change.moved_from = moved_from;
  if (before.type != after.type) {
    change.action = Action::Replace;
    change.properties.push_back({"Type", before.type, after.type, before.span, after.span, true});
    return change;
  }
  change.properties = property_changes(before, after);
  if (change.properties.empty() && !moved_from.empty()) change.action = Action::Move;
  settle_action(change);
  return change;
}

}  // namespace

void settle_action(ResourceChange& change) {
  if (change.before == nullptr || change.after == nullptr) return;
  const std::vector<PropertyChange>& all = change.properties;
  const auto replaces = [](const PropertyChange& p) { return p.replaces; };
  if (std::any_of(all.begin(), all.end(), replaces)) {
    change.action = Action::Replace;
    change.conditional = std::all_of(all.begin(), all.end(), [](const PropertyChange& p) {
      return !p.replaces || p.conditional;
    });
  } else if (change.action == Action::Move && !all.empty()) {
    change.action = Action::Update;
  }
  change.tags_only =
      change.action == Action::Update && !all.empty() &&
      std::all_of(all.begin(), all.end(), [](const PropertyChange& p) { return is_tag(p.path); });
}

// ---- Documents ----

namespace {

void rename_references(Tree& tree, const std::map<std::string, std::string, std::less<>>& names) {
  if (auto* reference = tree.get<emit::Reference>()) {
    const auto found = names.find(reference->subject);
    if (found != names.end()) reference->subject = found->second;
  }
  const auto each = [&](std::vector<Tree>& parts) {
    for (Tree& part : parts) rename_references(part, names);
  };
  if (auto* concat = tree.get<emit::Concat>()) each(concat->parts);
  if (auto* code = tree.get<emit::Expression>()) each(code->parts);
  if (auto* list = tree.get<emit::List>()) each(list->items);
  if (auto* encoded = tree.get<emit::Encoded>()) each(encoded->body);
  if (auto* object = tree.get<Object>()) {
    for (emit::Member& member : object->members) rename_references(member.value, names);
  }
}

// Gives the moved resources of the earlier document their current addresses. Returns the former
// name of each.
std::map<std::string, std::string, std::less<>> apply_moves(Document& before,
                                                            const Document& after) {
  std::map<std::string, std::string, std::less<>> names;
  std::map<std::string, std::string, std::less<>> earlier;
  for (const auto& [from, to] : after.moved) {
    if (before.find(from) == nullptr || before.find(to) != nullptr) continue;
    names.emplace(from, to);
    earlier.emplace(to, from);
  }
  if (names.empty()) return earlier;
  for (Record& record : before.resources) {
    const auto found = names.find(record.address);
    if (found != names.end()) record.address = found->second;
    for (emit::Member& member : record.properties.members) rename_references(member.value, names);
  }
  for (emit::NamedTree& output : before.outputs) rename_references(output.value, names);
  return earlier;
}

// Removes what cannot be compared from a state and a program.
void reduce(Document& state, Document& program) {
  std::unordered_map<std::string_view, Record*> known;
  for (Record& record : state.resources) known.emplace(record.address, &record);
  for (Record& record : program.resources) {
    const auto found = known.find(record.address);
    if (found != known.end()) keep_comparable({&found->second->properties}, {&record.properties});
  }
  program.parameters = state.parameters;
  program.outputs = state.outputs;
  program.tags = state.tags;
}

void compare_settings(std::string_view what, const std::vector<emit::NamedTree>& before,
                      const std::vector<emit::NamedTree>& after, std::vector<SettingChange>& out) {
  const auto find = [](const std::vector<emit::NamedTree>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const emit::NamedTree& s) { return s.name == name; });
    return found == all.end() ? nullptr : &*found;
  };
  const auto words = [](const emit::NamedTree& s) { return text(canonical(s.value, "")); };
  for (const emit::NamedTree& old : before) {
    const emit::NamedTree* fresh = find(after, old.name);
    if (fresh == nullptr)
      out.push_back({std::string(what), old.name, words(old), "", false, true, old.span, {}});
    else if (words(old) != words(*fresh))
      out.push_back({std::string(what), old.name, words(old), words(*fresh), false, false, old.span,
                     fresh->span});
  }
  for (const emit::NamedTree& fresh : after) {
    if (find(before, fresh.name) == nullptr)
      out.push_back({std::string(what), fresh.name, "", words(fresh), true, false, {}, fresh.span});
  }
}

}  // namespace

Plan make_plan(Document before, Document after) {
  Plan plan{std::move(before), std::move(after), {}, {}};
  if (plan.before.resolved) reduce(plan.before, plan.after);
  if (plan.after.resolved) reduce(plan.after, plan.before);
  const auto earlier = apply_moves(plan.before, plan.after);
  std::unordered_map<std::string_view, const Record*> old;
  for (const Record& record : plan.before.resources) old.emplace(record.address, &record);
  for (const Record& record : plan.after.resources) {
    const auto found = old.find(record.address);
    if (found == old.end()) {
      ResourceChange added;
      added.action = Action::Add;
      added.after = &record;
      plan.changes.push_back(std::move(added));
      continue;
    }
    const auto name = earlier.find(record.address);
    ResourceChange change =
        compare(*found->second, record, name == earlier.end() ? std::string() : name->second);
    if (!change.properties.empty() || change.action == Action::Move)
      plan.changes.push_back(std::move(change));
    old.erase(found);
  }
  for (const Record& record : plan.before.resources) {
    if (!old.contains(record.address)) continue;
    ResourceChange removed;
    removed.action = Action::Remove;
    removed.before = &record;
    plan.changes.push_back(std::move(removed));
  }
  compare_settings("parameter", plan.before.parameters, plan.after.parameters, plan.settings);
  compare_settings("output", plan.before.outputs, plan.after.outputs, plan.settings);
  compare_settings("tag", plan.before.tags, plan.after.tags, plan.settings);
  compare_stacks(plan);
  refuse(plan);
  refuse_overlaps(plan);
  follow(plan);
  refuse_moves(plan);
  order(plan);
  return plan;
}

}  // namespace svc::change
