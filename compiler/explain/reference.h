// The reference as Markdown: docs/reference is written from it, and a test fails if they differ.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/render.h"

namespace svc::explain {

struct Page {
  std::string name;  // `service.md`
  std::string text;
};

// One page a kind, README.md that lists them, diagnostics.md.
[[nodiscard]] std::vector<Page> reference();

// The description of each code in a check report: the same texts as diagnostics.md.
[[nodiscard]] std::vector<Rule> rules();

}  // namespace svc::explain
