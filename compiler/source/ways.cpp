#include "source/ways.h"

#include <algorithm>

namespace svc {

std::uint32_t Ways::add(Way::Step step, Span from, std::uint32_t rest) {
  const auto [found, fresh] = known_.try_emplace({step, from, from.way, rest},
                                                 static_cast<std::uint32_t>(ways_.size()) + 1);
  if (fresh) ways_.push_back({step, from, rest});
  return found->second;
}

std::uint32_t Ways::given(Span operand, std::uint32_t rest) {
  for (std::uint32_t at = operand.way; at != 0; at = ways_[at - 1].rest) {
    const Way way = ways_[at - 1];
    if (way.step == Way::Step::Given) rest = add(way.step, way.from, rest);
  }
  return rest;
}

std::vector<Way> Ways::steps(Span span) const {
  std::vector<Way> found;
  std::vector<std::uint32_t> open{
      span.way};  // last in, first out: the way of a `from` before the rest
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (at == 0) continue;
    const Way& way = ways_[at - 1];
    open.push_back(way.rest);
    // An iteration has no line of its own if the value of its item also led to the place.
    const bool iteration = way.step == Way::Step::Iteration;
    const bool known =
        way.from == span || std::any_of(found.begin(), found.end(), [&](const Way& other) {
          return other.from == way.from && (other.step == Way::Step::Iteration) == iteration;
        });
    if (known) continue;
    found.push_back({way.step, way.from, 0});
    open.push_back(way.from.way);
  }
  return found;
}

}  // namespace svc
