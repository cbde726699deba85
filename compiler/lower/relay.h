// Pipelines that follow one in another account or region (plan/across.h). The event that it has
// succeeded goes to an event bus of the follower.
#pragma once

#include <optional>

#include "lower/context.h"

namespace svc::lower {

// What sends the events of a pipeline to those that follow it elsewhere.
void add_relays(Context& context, const sema::Block& pipeline);

// The event bus that receives them for a pipeline; nothing if it follows none elsewhere.
struct RelayBus {
  graph::NodeId node;
  const plan::Relay* relay = nullptr;
};
[[nodiscard]] std::optional<RelayBus> add_relay_bus(Context& context, const sema::Block& pipeline);

// The event that a pipeline has succeeded, as a pattern for rules. `from`: where, if not here.
[[nodiscard]] graph::Value success_pattern(graph::Value pipeline, const plan::Place* from);

}  // namespace svc::lower
