// Information about the item under the mouse.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

struct Hover {
  Span span;  // its subject
  std::string markdown;
};

// The documentation of the item at a place: its meaning, type, default and limits, its value in
// each environment, and its output in the targets. Nothing if there is nothing to show. The program
// must have been checked.
[[nodiscard]] std::optional<Hover> hover(const LiveProgram& program, Point point);

struct Signature {
  std::string label;  // `join(separator: string, list: [string]): string`
  std::vector<std::pair<std::size_t, std::size_t>>
      params;  // the place of each in the label: begin and end, in bytes
  std::string documentation;
  std::size_t active = 0;  // the parameter that is being written
};
// The function or method call around the point. Works while the call is being typed, without a
// closing parenthesis.
[[nodiscard]] std::optional<Signature> signature(const LiveProgram& program, Point point);

}  // namespace svc::ide
