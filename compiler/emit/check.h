// Checks the output against the target's own schema.
#pragma once

#include <string>

#include "emit/resources.h"

namespace svc::emit {

// Reports what the schemas reject of a node's shaped resources: a missing required property, a
// value of the wrong type, out of range or not allowed, a list of the wrong size. Each is reported
// at the value that decided it, else at the block of the resource. Returns the newest provider
// version that a written property needs; empty if any version works.
[[nodiscard]] std::string check(const Resources& resources, graph::NodeId node, Sink& sink);

// The later of two versions (`6.4.0`, `6.21.0`). Empty is the earliest.
[[nodiscard]] std::string_view later_version(std::string_view a, std::string_view b);

}  // namespace svc::emit
