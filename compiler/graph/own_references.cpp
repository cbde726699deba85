#include "graph/own_references.h"

#include <algorithm>

namespace svc::graph {

namespace {

bool has_lines(const Concat& text) {
  return std::any_of(text.parts.begin(), text.parts.end(), [](const Value& part) {
    const auto* piece = part.get<std::string>();
    return piece != nullptr && piece->find('\n') != std::string::npos;
  });
}

void collect(const Value& value, Reach reach, std::vector<NodeId>& to) {
  const auto each = [&](const std::vector<Value>& items) {
    for (const Value& item : items) collect(item, reach, to);
  };
  if (const auto* text = value.get<Concat>()) {
    if (reach == Reach::Texts && !has_lines(*text)) each(text->parts);
  } else if (const auto* list = value.get<List>()) {
    each(list->items);
  } else if (const auto* document = value.get<Document>()) {
    each(document->body);
  } else if (const auto* choice = value.get<Choice>()) {
    each(choice->of);
  } else if (const auto* map = value.get<Map>()) {
    for (const auto& [key, entry] : map->entries) collect(entry, reach, to);
  } else if (value.get<Base64>() == nullptr) {
    const std::vector<NodeId> found = references(value);
    to.insert(to.end(), found.begin(), found.end());
  }
}

}  // namespace

std::vector<NodeId> own_references(const Node& node, Reach reach) {
  std::vector<NodeId> to;
  for (const Attribute& attribute : node.attributes) collect(attribute.value, reach, to);
  return to;
}

}  // namespace svc::graph
