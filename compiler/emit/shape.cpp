#include "emit/shape.h"

#include <algorithm>

#include "diagnostics/codes/targets.h"

namespace svc::emit {
namespace {

// The schema of what a target says of a resource next to its properties (`DeletionPolicy`); null if
// the name means a property.
const Schema* attribute_of(const Resources& resources, const Resource& resource,
                           std::string_view name) {
  if (resource.schema != nullptr && resource.schema->member(name) != nullptr) return nullptr;
  return resources.dialect().attribute_schema().member(name);
}

class Shaper {
 public:
  Shaper(Resources& resources, Sink& sink) : resources_(resources), sink_(sink) {}

  void run(graph::NodeId id) {
    const std::vector<std::size_t>& indices = resources_.of(id);
    const auto each = [&](bool companions, auto step) {
      for (const std::size_t index : indices) {
        Resource& resource = resources_.all()[index];
        if ((resource.companion != nullptr) == companions) step(resource);
      }
    };
    mapping_ = switches::active() ? find_mapping(node_at(id).kind) : nullptr;
    // A companion begins with the reference to its owner.
    each(true, [&](Resource& companion) { constants(companion, companion.companion->values); });
    each(false, [&](Resource& resource) { own(resource); });
    each(false, [&](Resource& resource) { depends_on(resource); });
  }

 private:
  [[nodiscard]] const graph::Node& node(const Resource& resource) const {
    return node_at(resource.node);
  }
  [[nodiscard]] const graph::Node& node_at(graph::NodeId id) const {
    return resources_.graph().nodes[id];
  }

  // Whether a test has left this part of the template on; `part` makes its name.
  template <typename Part>
  [[nodiscard]] bool on(Part part) const {
    return mapping_ == nullptr || resources_.dialect().on(*mapping_, part);
  }

  // ---- One resource ----

  void own(Resource& resource) {
    if (node(resource).raw) return raw(resource);
    const Side& side = resources_.dialect().side(*resource.mapping);
    if (side.schema == nullptr) return;  // a parameter has no properties
    constants(resource, side.values);
    for (const Property& property : side.properties) attribute(resource, property);
    for (const graph::Attribute& attribute : node(resource).attributes) {
      if (known(side, attribute.name)) continue;
      sink_.report<diag::UnknownResourceProperty>(where(attribute.value, resource),
                                                  node(resource).kind, attribute.name);
    }
  }

  // Values in the target's own terms go to the place that the program names.
  void raw(Resource& resource) {
    for (const graph::Attribute& attribute : node(resource).attributes) {
      if (attribute_of(resources_, resource, attribute.name) != nullptr) continue;
      const Schema* schema = resource.schema->member(attribute.name);
      put(resource.properties, attribute.name, schema,
          fit(resources_.value(attribute.value, where(attribute.value, resource)), schema));
    }
  }

  static bool known(const Side& side, std::string_view name) {
    return find_property(side.properties, name) != nullptr ||
           std::any_of(side.companions.begin(), side.companions.end(),
                       [&](const Companion& c) { return c.each == name; });
  }

  [[nodiscard]] Span where(const graph::Value& value, const Resource& resource) const {
    return value.span.valid() ? value.span : node(resource).span;
  }

  void constants(Resource& resource, Slice<Constant> values) {
    for (const Constant& constant : values) {
      if (!on([&] { return constant_part(resource.companion, constant); })) continue;
      Tree value = constant.type == Constant::Type::Text
                       ? resources_.pattern(constant.text, resource, node(resource).span)
                   : constant.type == Constant::Type::Boolean ? Tree(constant.number != 0)
                                                              : Tree(constant.number);
      value.span = node(resource).span;
      if (constant.list) {
        List one;
        one.items.push_back(std::move(value));
        value = Tree(std::move(one), node(resource).span);
      }
      put(target(resource, constant.place).properties, constant.place.path,
          fit(std::move(value), constant.place.schema));
    }
  }

  // The resource itself, or the companion that the place names (which exists, because one of its
  // attributes is there).
  Resource& target(Resource& resource, const Place& place) {
    if (place.companion.empty()) return resource;
    for (const std::size_t index : resources_.of(resource.node)) {
      Resource& one = resources_.all()[index];
      if (one.companion != nullptr && one.companion->name == place.companion) return one;
    }
    return resource;
  }

  void attribute(Resource& resource, const Property& property) {
    const bool tags =
        property.name == "tags" && property.written && has_common_tags(resource, property.place);
    const auto& attributes = node(resource).attributes;
    const auto found =
        std::find_if(attributes.begin(), attributes.end(),
                     [&](const graph::Attribute& a) { return a.name == property.name; });
    if (!property.written || (found == attributes.end() && !tags)) return;
    const bool initial = found != attributes.end() && found->initial;
    if (initial && property.place.omit_initial) return;
    const graph::Value* own = found == attributes.end() ? nullptr : &found->value;
    const graph::Value common = tags ? all_tags(resource, property.place, own) : graph::Value();
    const graph::Value& value = tags ? common : *own;
    Tree tree = shape_property(property, value, where(value, resource));
    if (tree.absent() || (tags && tree.get<List>() != nullptr && tree.get<List>()->items.empty()))
      return;
    if (!on([&] { return property.name; })) return;
    Resource& to = target(resource, property.place);
    if (initial) mark_initial(to, property, tree);
    put(to.properties, property.place.path, std::move(tree));
  }

  static void mark_initial(Resource& resource, const Property& property, const Tree& tree) {
    const auto add = [&](std::string_view name) {
      if (std::find(resource.initial.begin(), resource.initial.end(), name) ==
          resource.initial.end())
        resource.initial.emplace_back(name);
    };
    if (!property.place.path.empty()) return add(property.place.path[0].name);
    if (const auto* object = tree.get<Object>()) {
      for (const Member& member : object->members) add(member.name);
    }
  }

  [[nodiscard]] bool has_common_tags(const Resource& resource, const Place& place) const {
    const auto& tags = resources_.graph().tags;
    return std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
      return resources_.dialect().writes_common_tag(resource, place, tag.second);
    });
  }

  // The node's own tags after those of the program, which they may replace.
  [[nodiscard]] graph::Value all_tags(const Resource& resource, const Place& place,
                                      const graph::Value* own) const {
    graph::Map tags;
    const auto add = [&](const Word& key, const graph::Value& value) {
      const auto same = std::find_if(tags.entries.begin(), tags.entries.end(),
                                     [&](const auto& entry) { return entry.first == key; });
      if (same != tags.entries.end()) {
        same->second = value;
      } else {
        tags.entries.emplace_back(key, value);
      }
    };
    for (const auto& [key, value] : resources_.graph().tags) {
      if (resources_.dialect().writes_common_tag(resource, place, value)) add(key, value);
    }
    const auto* map = own == nullptr ? nullptr : own->get<graph::Map>();
    if (map != nullptr) {
      for (const auto& [key, value] : map->entries) add(key, value);
    }
    graph::Value value(std::move(tags));
    if (own != nullptr) value.span = own->span;
    return value;
  }

  // ---- One property ----

  Tree shape_property(const Property& property, const graph::Value& value, Span fallback) {
    const Place& place = property.place;
    const auto* ref = value.get<graph::Ref>();
    Tree tree =
        property.structured ? structure(property, value, fallback)
        : ref != nullptr && !place.attribute.empty()
            ? resources_.value(graph::Value(graph::Ref{ref->node, Word::constant(place.attribute)})
                                   .at(value.span),
                               fallback)
            : resources_.value(value, fallback);
    const Span span = tree.span.valid() ? tree.span : fallback;
    switch (place.as) {
      case As::Itself:
        return fit(std::move(tree), place.schema);
      case As::Json: {
        auto* encoded = tree.get<Encoded>();
        if (encoded != nullptr && encoded->format == Encoded::Format::Json)
          tree = Tree(std::move(encoded->body.front()));
        if (tree.get<Object>() == nullptr && tree.get<List>() == nullptr)
          return tree;  // a text already
        Encoded text;
        text.body.push_back(fit(std::move(tree), place.schema));
        return Tree(std::move(text), span);
      }
      case As::KeyValueList:
      case As::TagBlocks: {
        const auto* map = tree.get<Object>();
        if (map == nullptr || place.schema == nullptr || place.schema->items == nullptr)
          return tree;
        return key_value_list(*map, *place.schema->items, span);
      }
      case As::Joined:
        return joined(tree, span);
      case As::Words: {
        const bool* flag = tree.get<bool>();
        return flag == nullptr ? tree : Tree(*flag ? place.yes : place.no, span);
      }
      case As::Quoted:
        return fit(quoted(std::move(tree)), place.schema);
    }
    return tree;
  }

  // Each text of a list in quotes.
  static Tree quoted(Tree tree) {
    auto* list = tree.get<List>();
    if (list == nullptr) return tree;
    for (Tree& item : list->items) {
      Text text;
      text.add('"');
      const Span span = item.span;
      text.append(std::move(item));
      text.add('"');
      item = std::move(text).tree();
      item.span = span;
    }
    return tree;
  }

  static Tree joined(const Tree& tree, Span span) {
    const auto* list = tree.get<List>();
    if (list == nullptr) return tree;
    Text text;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (i > 0) text.add(',');
      text.append(list->items[i]);
    }
    Tree result = std::move(text).tree();
    result.span = span;
    return result;
  }

  // A structure, or a list of structures, with separate places for the members.
  Tree structure(const Property& property, const graph::Value& value, Span fallback) {
    const Span span = value.span.valid() ? value.span : fallback;
    if (const auto* list = value.get<graph::List>()) {
      List items;
      items.items.reserve(list->items.size());
      for (const graph::Value& item : list->items)
        items.items.push_back(structure(property, item, span));
      return Tree(std::move(items), span);
    }
    if (const auto* document = value.get<graph::Document>())
      return structure(property, document->body.front(), span);
    const auto* map = value.get<graph::Map>();
    if (map == nullptr) return resources_.value(value, fallback);
    return property.given_order ? given_order(property, *map, span)
                                : template_order(property, *map, span);
  }

  Tree template_order(const Property& property, const graph::Map& map, Span span) {
    Tree result(Object{}, span);
    result.get<Object>()->members.reserve(map.entries.size());
    std::size_t placed = 0;
    for (const Property& field : property.fields) {
      const auto entry = std::find_if(map.entries.begin(), map.entries.end(),
                                      [&](const auto& e) { return alike(e.first, field.name); });
      if (entry == map.entries.end()) continue;
      ++placed;
      if (!field.written) continue;
      Tree member = shape_property(field, entry->second, span);
      if (member.absent() || !on([&] { return field_part(property, field); })) continue;
      if (field.place.path.empty() && member.get<Object>() == nullptr)
        return member;  // the member replaces its structure
      put(*result.get<Object>(), field.place.path, std::move(member));
    }
    if (placed == map.entries.size()) return result;
    for (const auto& [key, entry] : map.entries) {
      if (field_of(property, key) == nullptr) unknown(property, key, entry, span);
    }
    return result;
  }

  // If the template takes every field of the schema, the graph decides their order.
  Tree given_order(const Property& property, const graph::Map& map, Span span) {
    Tree result(Object{}, span);
    result.get<Object>()->members.reserve(map.entries.size());
    for (const auto& [key, entry] : map.entries) {
      const Property* field = field_of(property, key);
      if (field == nullptr) {
        unknown(property, key, entry, span);
        continue;
      }
      Tree member = shape_property(*field, entry, span);
      if (!member.absent() && on([&] { return field_part(property, *field); }))
        put(*result.get<Object>(), field->place.path, std::move(member));
    }
    return result;
  }

  static const Property* field_of(const Property& property, std::string_view key) {
    const auto* found = std::find_if(property.fields.begin(), property.fields.end(),
                                     [&](const Property& field) { return alike(field.name, key); });
    return found == property.fields.end() ? nullptr : found;
  }

  void unknown(const Property& property, std::string_view key, const graph::Value& value,
               Span fallback) {
    sink_.report<diag::UnknownResourceProperty>(value.span.valid() ? value.span : fallback,
                                                property.name, key);
  }

  // ---- Dependencies ----

  static void collect(const Tree& tree, std::vector<std::string>& subjects) {
    const auto all = [&](const std::vector<Tree>& trees) {
      for (const Tree& one : trees) collect(one, subjects);
    };
    if (const auto* reference = tree.get<Reference>()) subjects.push_back(reference->subject);
    if (const auto* concat = tree.get<Concat>()) all(concat->parts);
    if (const auto* expression = tree.get<Expression>()) all(expression->parts);
    if (const auto* list = tree.get<List>()) all(list->items);
    if (const auto* encoded = tree.get<Encoded>()) all(encoded->body);
    if (const auto* choice = tree.get<Choice>()) all(choice->of);
    if (const auto* object = tree.get<Object>()) {
      for (const Member& member : object->members) collect(member.value, subjects);
    }
  }

  void depends_on(Resource& resource) {
    if (node(resource).depends_on.empty()) return;
    std::vector<std::string> subjects;
    for (const Member& member : resource.properties.members) collect(member.value, subjects);
    for (const graph::NodeId id : node(resource).depends_on) {
      const Resource* first = resources_.own(id);
      if (first == nullptr || first->mapping->lookup) continue;
      // References wait for the resource itself, not for its companions.
      const bool implied = resources_.sequence().implies(resource.node, id);
      for (const std::size_t index : resources_.of(id)) {
        const Resource& other = resources_.all()[index];
        if (implied && other.companion == nullptr) continue;
        if (other.companion != nullptr && !resources_.dialect().waits_for_companions()) continue;
        const std::string subject = resources_.dialect().reference(other, "").subject;
        if (&other == &resource ||
            std::find(subjects.begin(), subjects.end(), subject) != subjects.end())
          continue;
        if (std::find(resource.depends_on.begin(), resource.depends_on.end(), index) ==
            resource.depends_on.end())
          resource.depends_on.push_back(index);
      }
    }
  }

  Resources& resources_;
  Sink& sink_;
  const Mapping* mapping_ = nullptr;  // of the node, where a test uses switches
};

// What the program itself says of a raw resource: `DeletionPolicy`, `lifecycle`.
void add_raw_attributes(const Resources& resources, Resource& resource) {
  const graph::Node& node = resources.graph().nodes[resource.node];
  if (!node.raw) return;
  for (const graph::Attribute& attribute : node.attributes) {
    const Schema* schema = attribute_of(resources, resource, attribute.name);
    if (schema == nullptr) continue;
    put(resource.attributes, attribute.name, schema,
        fit(resources.value(attribute.value, attribute.value.span), schema));
  }
}

}  // namespace

void shape(Resources& resources, graph::NodeId node, Sink& sink) {
  Shaper(resources, sink).run(node);
  for (const std::size_t index : resources.of(node)) {
    Resource& resource = resources.all()[index];
    resource.attributes = resources.dialect().attributes(resource);
    add_raw_attributes(resources, resource);
  }
}

}  // namespace svc::emit
