// What there is to know about the thing under the mouse.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

struct Hover {
  Span span;  // what it is about
  std::string markdown;
};

// The documentation of what stands at a place: what it is, its type, default and limits, its value
// in each environment, and what it becomes in the targets. Nothing where there is nothing to say.
// The program must have been checked.
[[nodiscard]] std::optional<Hover> hover(const LiveProgram& program, Point point);

struct Signature {
  std::string label;  // `join(separator: string, list: [string]): string`
  std::vector<std::pair<std::size_t, std::size_t>>
      params;  // where each stands in the label: begin and end, in bytes
  std::string documentation;
  std::size_t active = 0;  // the parameter that is being written
};
// The function or method in whose parentheses the point is. Works in a text that is being typed:
// the parentheses need not be closed.
[[nodiscard]] std::optional<Signature> signature(const LiveProgram& program, Point point);

}  // namespace svc::ide
