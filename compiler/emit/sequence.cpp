#include "emit/sequence.h"

#include <algorithm>
#include <utility>

#include "emit/resources.h"

namespace svc::emit {

bool Sequence::is_made(graph::NodeId id) const {
  std::optional<bool>& known = made_[id.index];
  if (!known) known = makes(id);
  return *known;
}

bool Sequence::makes(graph::NodeId id) const {
  const graph::Node& node = graph_.nodes[id];
  if (node.raw) return node.raw->target == dialect_.target();
  const Mapping* mapping = mappings_[id.index];
  return mapping != nullptr && !mapping->lookup && dialect_.side(*mapping).written;
}

void Sequence::collect(const Property& property, const graph::Value& value,
                       std::vector<graph::NodeId>& found) const {
  if (!property.written) return;
  if (const auto* list = value.get<graph::List>(); list != nullptr && !property.fields.empty()) {
    for (const graph::Value& item : list->items) collect(property, item, found);
    return;
  }
  const auto* map = value.get<graph::Map>();
  if (map == nullptr || property.fields.empty()) {
    for (const graph::NodeId id : graph::references(value)) found.push_back(id);
    return;
  }
  for (const auto& [key, entry] : map->entries) {
    // clang 14, which builds WebAssembly, captures no structured binding by itself.
    const auto fits = [&name = key](const Property& f) { return alike(f.name, name); };
    const auto* field = std::find_if(property.fields.begin(), property.fields.end(), fits);
    if (field != property.fields.end()) collect(*field, entry, found);
  }
}

const std::vector<graph::NodeId>& Sequence::references(graph::NodeId id) const {
  std::optional<std::vector<graph::NodeId>>& known = written_[id.index];
  if (known) return *known;
  known.emplace();
  if (!is_made(id)) return *known;
  const graph::Node& node = graph_.nodes[id];
  const Mapping* mapping = mappings_[id.index];
  for (const graph::Attribute& attribute : node.attributes) {
    if (node.raw) {
      for (const graph::NodeId other : graph::references(attribute.value)) known->push_back(other);
      continue;
    }
    const Property* property = find_property(dialect_.side(*mapping).properties, attribute.name);
    const bool left_out =
        property == nullptr || (attribute.initial && property->place.omit_initial);
    if (!left_out) collect(*property, attribute.value, *known);
  }
  return *known;
}

bool Sequence::implies(graph::NodeId node, graph::NodeId earlier) const {
  std::vector<graph::NodeId> open = references(node);
  for (const graph::NodeId id : graph_.nodes[node].depends_on) {
    if (id != earlier) open.push_back(id);
  }
  ++visit_;
  while (!open.empty()) {
    const graph::NodeId at = open.back();
    open.pop_back();
    if (at == earlier) return true;
    if (!is_made(at) || std::exchange(visited_[at.index], visit_) == visit_) continue;
    const std::vector<graph::NodeId>& next = references(at);
    open.insert(open.end(), next.begin(), next.end());
    const std::vector<graph::NodeId>& after = graph_.nodes[at].depends_on;
    open.insert(open.end(), after.begin(), after.end());
  }
  return false;
}

}  // namespace svc::emit
