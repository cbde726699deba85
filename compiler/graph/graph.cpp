#include "graph/graph.h"

#include <algorithm>
#include <span>

#include "base/overloaded.h"

namespace svc::graph {

namespace tables {
// The kinds with tags on their resources, sorted; compiler/generate/ writes them.
std::span<const std::string_view> tagged_kinds();
}  // namespace tables

const Value* Node::find(std::string_view attribute) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& a) { return a.name == attribute; });
  return found == attributes.end() ? nullptr : &found->value;
}

std::string Graph::prefix() const {
  return graph::prefix(app, environment);
}

std::string prefix(std::string_view app, std::string_view environment) {
  std::string name(app);
  if (!environment.empty()) name += "-" + std::string(environment);
  std::replace(name.begin(), name.end(), '_',
               '-');  // stacks and load balancers take no underscores
  return name;
}

namespace {

void put(Node& node, Word attribute, Value value, bool initial) {
  if (value.absent()) return;
  const auto found = std::find_if(node.attributes.begin(), node.attributes.end(),
                                  [&](const Attribute& a) { return a.name == attribute; });
  if (found != node.attributes.end()) {
    found->value = std::move(value);
    found->initial = initial;
    return;
  }
  node.attributes.push_back({std::move(attribute), std::move(value), initial});
}

void add_once(std::vector<NodeId>& ids, NodeId id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

void collect(const Value& value, std::vector<NodeId>& ids);

void collect(const std::vector<Value>& values, std::vector<NodeId>& ids) {
  for (const Value& value : values) collect(value, ids);
}

void collect(const Value& value, std::vector<NodeId>& ids) {
  std::visit(overloaded{
                 [](std::monostate) {},
                 [](bool) {},
                 [](std::int64_t) {},
                 [](double) {},
                 [](const std::string&) {},
                 [&](const Ref& ref) { add_once(ids, ref.node); },
                 [](ParamRef) {},
                 [](Pseudo) {},
                 [](ZoneName) {},
                 [&](const SubnetOf& subnet) { add_once(ids, subnet.range.node); },
                 [&](const Concat& concat) { collect(concat.parts, ids); },
                 [&](const List& list) { collect(list.items, ids); },
                 [&](const Map& map) {
                   for (const auto& [key, entry] : map.entries) collect(entry, ids);
                 },
                 [&](const Document& document) { collect(document.body, ids); },
                 [&](const Base64& encoded) { collect(encoded.text, ids); },
                 [&](const Taken& taken) { collect(taken.of, ids); },
                 [&](const Choice& choice) { collect(choice.of, ids); },
             },
             value.data);
}

}  // namespace

bool takes_tags(std::string_view kind) {
  return std::binary_search(tables::tagged_kinds().begin(), tables::tagged_kinds().end(), kind);
}

void set(Node& node, Word attribute, Value value) {
  put(node, std::move(attribute), std::move(value), false);
}

void set_initial(Node& node, Word attribute, Value value) {
  put(node, std::move(attribute), std::move(value), true);
}

std::vector<NodeId> references(const Value& value) {
  std::vector<NodeId> ids;
  collect(value, ids);
  return ids;
}

Span reference_span(const Value& value, NodeId node) {
  const std::vector<NodeId> ids = references(value);
  if (std::find(ids.begin(), ids.end(), node) == ids.end()) return {};
  Span found;
  const auto look = [&](const Value& part) {
    if (!found.valid()) found = reference_span(part, node);
  };
  const auto look_in = [&](const std::vector<Value>& parts) {
    for (const Value& part : parts) look(part);
  };
  if (const auto* concat = value.get<Concat>()) look_in(concat->parts);
  if (const auto* list = value.get<List>()) look_in(list->items);
  if (const auto* document = value.get<Document>()) look_in(document->body);
  if (const auto* encoded = value.get<Base64>()) look_in(encoded->text);
  if (const auto* taken = value.get<Taken>()) look_in(taken->of);
  if (const auto* choice = value.get<Choice>()) look_in(choice->of);
  if (const auto* map = value.get<Map>()) {
    for (const auto& [key, entry] : map->entries) look(entry);
  }
  return found.valid() ? found : value.span;
}

std::vector<NodeId> dependencies(const Graph& graph, NodeId node) {
  std::vector<NodeId> ids;
  for (const Attribute& attribute : graph.nodes[node].attributes) collect(attribute.value, ids);
  for (const NodeId id : graph.nodes[node].depends_on) add_once(ids, id);
  return ids;
}

}  // namespace svc::graph
