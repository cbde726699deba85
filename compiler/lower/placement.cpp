// Task placement of a service on EC2:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
#include <iterator>

#include "lower/service.h"

namespace svc::lower {

graph::Value placement_strategies(const Context& context, const sema::Block& service) {
  std::vector<graph::Value> strategies;
  for (const sema::Block* place : service.nested("place")) {
    const std::string& type = place->labels.front().text;
    strategies.push_back(
        graph::map({{"type", type},
                    {"field", type == "random" ? graph::Value() : context.field(*place, "field")}})
            .at(place->span));
  }
  return strategies.empty() ? graph::Value() : graph::list(std::move(strategies));
}

graph::Value placement_constraints(const Context& context, const sema::Block& service) {
  std::vector<graph::Value> constraints;
  for (const sema::Block* constrain : service.nested("constrain")) {
    const bool distinct = constrain->labels.front().text == "distinct_instance";
    constraints.push_back(
        distinct ? graph::map({{"type", "distinctInstance"}}).at(constrain->span)
                 : graph::map({{"type", "memberOf"},
                               {"expression", context.field(*constrain, "expression")}})
                       .at(constrain->span));
  }
  return constraints.empty() ? graph::Value() : graph::list(std::move(constraints));
}

// The attributes are those of
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html: every
// instance has `ecs.os-type`, and none has `held`.
graph::Value held_constraints(const Context& context, const sema::Block& service) {
  graph::Value constraints = placement_constraints(context, service);
  if (!context.graph.first || !service.flag("daemon")) return constraints;
  std::vector<graph::Value> all = {
      graph::map({{"type", "memberOf"},
                  {"expression", context.while_running("attribute:ecs.os-type exists",
                                                       "attribute:held exists")}})};
  if (auto* given = std::get_if<graph::List>(&constraints.data))
    std::move(given->items.begin(), given->items.end(), std::back_inserter(all));
  return graph::list(std::move(all));
}

}  // namespace svc::lower
