// Which numbers a listener rule may have, from its own conditions alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace svc::plan {

struct Route;

// A run of priorities: `first` to `first + size - 1`. Never empty.
struct Band {
  std::int64_t first = 1;
  std::int64_t size = 1;
  // The part with that index, if the band is cut in proportion to the weights.
  [[nodiscard]] Band part(std::initializer_list<int> weights, std::size_t index) const;
};

// The numbers that keep the route in order with every route that overlaps it.
[[nodiscard]] Band band_of(const Route& route);

}  // namespace svc::plan
