// Finds the block that a question is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "source/source_file.h"

namespace svc::ask {

// The block that a word means: its name (`api`), or its kind and name (`service.api`), as the
// graph calls it (`service api`). Fails with a suggestion, or where several have the name.
[[nodiscard]] Result<std::string> find_block(const graph::Graph& graph, std::string_view word);

// A line of the program that an answer rests on.
struct Step {
  std::string text;  // `service api may send to service db: tcp 5432`
  Span span;
};

// `main.svc:12` of a step; empty if no line decided it.
[[nodiscard]] std::string place_of(const Step& step, const Sources& sources);

}  // namespace svc::ask
