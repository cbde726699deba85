// Values of a graph that are replaced once it is complete.
#include <algorithm>

#include "base/overloaded.h"
#include "graph/graph.h"

namespace svc::graph {

namespace {

using Change = std::function<void(Value&)>;

void rewrite_all(std::vector<Value>& values, const Change& change) {
  for (Value& value : values) rewrite(value, change);
}

}  // namespace

void rewrite(Value& value, const Change& change) {
  change(value);
  std::visit(overloaded{
                 [&](Concat& concat) { rewrite_all(concat.parts, change); },
                 [&](List& list) { rewrite_all(list.items, change); },
                 [&](Map& map) {
                   for (auto& [key, entry] : map.entries) rewrite(entry, change);
                 },
                 [&](Document& document) { rewrite_all(document.body, change); },
                 [&](Base64& text) { rewrite_all(text.text, change); },
                 [&](Taken& taken) { rewrite_all(taken.of, change); },
                 [&](Choice& choice) { rewrite_all(choice.of, change); },
                 [](auto&) {},
             },
             value.data);
}

void rewrite(Graph& graph, const Change& change) {
  for (auto& [key, tag] : graph.tags) rewrite(tag, change);
  for (Node& node : graph.nodes) {
    for (Attribute& attribute : node.attributes) rewrite(attribute.value, change);
  }
  for (Patch& patch : graph.patches) rewrite(patch.properties, change);
  for (Output& output : graph.outputs) rewrite(output.value, change);
  for (Value& connection : graph.connections) rewrite(connection, change);
  if (!graph.first) return;
  for (NeededImage& image : graph.first->images) rewrite(image.reference, change);
}

bool has_assumed(const Graph& graph) {
  return std::any_of(graph.parameters.begin(), graph.parameters.end(),
                     [](const Parameter& parameter) { return parameter.assumed.has_value(); });
}

Graph as_assumed(const Graph& graph) {
  Graph made = graph;
  rewrite(made, [&](Value& value) {
    const auto* ref = value.get<ParamRef>();
    const auto* text = value.get<Concat>();
    if (text != nullptr && text->parts.size() == 1) ref = text->parts.front().get<ParamRef>();
    if (ref == nullptr || !graph.parameters[ref->parameter].assumed) return;
    value = Value(*graph.parameters[ref->parameter].assumed).at(value.span);
  });
  return made;
}

}  // namespace svc::graph
