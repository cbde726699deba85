// The conditions of a listener rule, and when one rule shadows another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// How the value of a param appears: as the value that svcc checks with, or as the name of the
// param, which stays the same when the default changes.
enum class Given : std::uint8_t { AsAssumed, AsParam };

// Every non-empty part must match; of the alternatives of a part, one must match. Texts that are
// known only at deployment are kept as the program writes them.
struct Conditions {
  std::vector<std::string> paths;
  std::vector<std::string> hosts;
  std::vector<std::string> methods;
  std::vector<std::string> source_ips;
  std::vector<std::pair<std::string, std::vector<std::string>>> headers;
  std::vector<std::pair<std::string, std::string>> query;

  [[nodiscard]] bool empty() const;
  // The number of values that the rule compares; AWS allows five.
  [[nodiscard]] std::size_t values() const;
};

// Reads them from a `route` block.
// `given`: how values appear that a param gives.
[[nodiscard]] Conditions conditions_of(const sema::Block& route, Given given = Given::AsAssumed);

// Every text that matches `narrow` also matches `wide`; both may contain `*` and `?`. It is never
// true by mistake. In rare cases of overlapping wildcards it is false although it could be true.
[[nodiscard]] bool pattern_covers(std::string_view wide, std::string_view narrow);

// Whether `wide` matches every request that `narrow` matches. Then a rule for `narrow` after `wide`
// never matches.
[[nodiscard]] bool covers(const Conditions& wide, const Conditions& narrow);

}  // namespace svc::plan
