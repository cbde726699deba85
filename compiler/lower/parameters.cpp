#include "lower/parameters.h"

#include <map>
#include <set>

namespace svc::lower {

void drop_unused_parameters(graph::Graph& graph) {
  std::set<std::uint32_t> used;
  if (graph.first) used.insert(graph.first->running.index);
  graph::rewrite(graph, [&](graph::Value& value) {
    if (const auto* ref = value.get<graph::ParamRef>()) used.insert(ref->parameter.index);
    if (const auto* choice = value.get<graph::Choice>()) used.insert(choice->flag.index);
  });
  if (used.size() == graph.parameters.size()) return;

  std::map<std::uint32_t, graph::ParameterId> renumbered;
  Store<graph::Parameter> kept;
  for (const std::uint32_t index : used)
    renumbered.emplace(index, kept.add(std::move(graph.parameters[graph::ParameterId{index}])));
  graph.parameters = std::move(kept);
  if (graph.first) graph.first->running = renumbered.at(graph.first->running.index);
  graph::rewrite(graph, [&](graph::Value& value) {
    if (auto* ref = std::get_if<graph::ParamRef>(&value.data))
      ref->parameter = renumbered.at(ref->parameter.index);
    if (auto* choice = std::get_if<graph::Choice>(&value.data))
      choice->flag = renumbered.at(choice->flag.index);
  });
}

}  // namespace svc::lower
