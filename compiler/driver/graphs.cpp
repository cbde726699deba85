#include "driver/graphs.h"

namespace svc::driver {

std::optional<graph::Graph> checked_graph(const Engine& engine, EnvironmentState& environment) {
  engine.check_environment(environment);
  if (!environment.checked.sound) return std::nullopt;
  return lower_environment(environment.checked, engine.sources(), environment.sink,
                           environment.timings);
}

std::vector<graph::Graph> graphs(Engine& engine, const std::optional<std::string>& environment) {
  std::vector<std::optional<graph::Graph>> made = engine.each_environment(
      environment, [&](EnvironmentState& one, bool) { return checked_graph(engine, one); });
  std::vector<graph::Graph> found;
  if (engine.has_errors()) return found;
  for (std::optional<graph::Graph>& one : made) {
    if (one) found.push_back(std::move(*one));
  }
  return found;
}

}  // namespace svc::driver
