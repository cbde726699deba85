// What a resource itself refers to, without what the files and scripts that it carries mention.
#pragma once

#include <vector>

#include "graph/graph.h"

namespace svc::graph {

// How far references count: alone, as values; or also as parts of a text.
enum class Reach : std::uint8_t { Values, Texts };

// A text of several lines is a file or a script: a build project carries the task definition of a
// service, and uses nothing of it.
[[nodiscard]] std::vector<NodeId> own_references(const Node& node, Reach reach);

}  // namespace svc::graph
