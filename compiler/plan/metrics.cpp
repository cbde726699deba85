#include "plan/metrics.h"

#include "plan/facts.h"

namespace svc::plan {

std::string_view metric_word(const sema::Block& watch) {
  const auto* word = watch["metric"].get<sema::Symbol>();
  return word == nullptr ? std::string_view() : word->name;
}

std::string_view metric_namespace(const sema::Block& of) {
  const bool layer4 = of.kind->name == "balancer" && !of.existing && of.symbol("type") == "network";
  for (const MetricSpace& space : metric_spaces()) {
    if (space.of == of.kind->name) return layer4 ? space.layer4 : space.name;
  }
  return {};
}

const sema::Block* watched_route(const sema::Block& watch) {
  const sema::Block* of = watch.block("of");
  if (of == nullptr || of->kind->name != "service") return nullptr;
  const sema::Block* found = nullptr;
  for (const sema::Block* route : of->nested("route")) {
    if (watch.has("route") && route->name != watch.text("route")) continue;
    if (found != nullptr) return nullptr;
    found = route;
  }
  return found;
}

}  // namespace svc::plan
