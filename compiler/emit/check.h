// Does the target accept what is written? Its own schema answers.
#pragma once

#include <string>

#include "emit/resources.h"

namespace svc::emit {

// Reports what the schemas do not accept of a node's resources, which have been shaped: a required
// property that is missing, a value of the wrong type, outside of a range or not among those
// allowed, a list of the wrong size. Each is reported at the value that decided it, else at the
// block that made the resource. Gives the newest provider version that something written needs;
// empty if any will do.
[[nodiscard]] std::string check(const Resources& resources, graph::NodeId node, Sink& sink);

// The later of two versions (`6.4.0`, `6.21.0`); empty is the earliest.
[[nodiscard]] std::string_view later_version(std::string_view a, std::string_view b);

}  // namespace svc::emit
