// What a listener rule asks of a request, and when one rule leaves nothing to another.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// Every part that is not empty must match; of the alternatives of a part, one. Texts known only at
// deployment stand here as the program writes them.
struct Conditions {
  std::vector<std::string> paths;
  std::vector<std::string> hosts;
  std::vector<std::string> methods;
  std::vector<std::string> source_ips;
  std::vector<std::pair<std::string, std::vector<std::string>>> headers;
  std::vector<std::pair<std::string, std::string>> query;

  [[nodiscard]] bool empty() const;
  // How many values the rule compares; AWS allows five.
  [[nodiscard]] std::size_t values() const;
};

// Reads them from a `route` block.
[[nodiscard]] Conditions conditions_of(const sema::Block& route);

// Every text that `narrow` matches is matched by `wide`; both may hold `*` and `?`. Never true by
// mistake; in odd cases of overlapping wildcards it is false although it might be true.
[[nodiscard]] bool pattern_covers(std::string_view wide, std::string_view narrow);

// Every request that `narrow` matches is matched by `wide` too, so that after `wide` nothing is
// left for `narrow`.
[[nodiscard]] bool covers(const Conditions& wide, const Conditions& narrow);

}  // namespace svc::plan
