// The formats of `svcc cost`.
#pragma once

#include <string>
#include <vector>

#include "cost/estimate.h"
#include "source/source_file.h"

namespace svc::cost {

// An estimate with the sources that its blocks point into; they may be null.
struct Shown {
  Estimate estimate;
  const Sources* sources = nullptr;
};

struct TextStyle {
  bool resources = false;  // also each resource and its charges
};
[[nodiscard]] std::string render_text(const std::vector<Shown>& shown, const TextStyle& style);
[[nodiscard]] std::string render_markdown(const std::vector<Shown>& shown);
// docs/guides/cost.md has its members.
[[nodiscard]] std::string render_json(const std::vector<Shown>& shown);

// `$1,234.50`; `-$3.00`; of small unit prices as many digits as they have.
[[nodiscard]] std::string dollars(double usd);
[[nodiscard]] std::string unit_dollars(double usd);

}  // namespace svc::cost
