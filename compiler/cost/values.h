// Reads attributes of a node as cost needs them: numbers and words behind paths.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace svc::cost {

// The value behind a path, `environment.compute_type`: through structures, and through lists to the
// first element that has the rest. Null if there is none.
[[nodiscard]] const graph::Value* at(const graph::Node& node, std::string_view path);
[[nodiscard]] const graph::Value* at(const graph::Value& value, std::string_view path);

// The number, also of a text that is a number; nothing for other values.
[[nodiscard]] std::optional<double> number(const graph::Value* value);
// A text, number or truth value as text; empty if only the deployment knows it.
[[nodiscard]] std::string word(const graph::Value* value);
// The number of elements of a list; 1 for any other value.
[[nodiscard]] double size(const graph::Value* value);
[[nodiscard]] const std::vector<graph::Value>& items(const graph::Value* value);

// The nodes of a kind that a value refers to.
[[nodiscard]] std::vector<const graph::Node*> referred(const graph::Graph& graph,
                                                       const graph::Value* value,
                                                       std::string_view kind);
// Whether this text is anywhere in the value.
[[nodiscard]] bool mentions(const graph::Value& value, std::string_view text);

}  // namespace svc::cost
