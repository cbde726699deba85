// How lines of a program came into effect: through a component instance, a name with a value, or an
// environment.
//
// One line of a component's body produces a value in each instance. Their difference travels with
// the span (Span::way) through every phase, so that the source maps can list the lines that led to
// a property. Rust's compiler keeps macro call sites in its spans for the same reason.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "source/span.h"

namespace svc {

struct Way {
  enum class Step : std::uint8_t {
    Iteration,  // the place is in the body of a `for`; `from` is the item. It only tells iterations
                // apart: the source maps leave it out, and the value of a name is a separate step
    Instance,   // the place is in the body of a component; `from` is the instance
    Given,  // the place names a param of a component, a `let` or a variable; `from` is its value
    Environment,  // the place is in an `environment` block; `from` is its head
    Over,         // the place is in an `environment` block; `from` is the replaced value
  };
  Step step{};
  Span from;               // it has its own way
  std::uint32_t rest = 0;  // the other steps that led to the place
};

class Ways {
 public:
  // Lets `move` move every place to its new position, when a text changes. Ways that are added
  // later are new, also if they equal others.
  template <typename Move>
  void move(Move move) {
    for (Way& way : ways_) move(way.from);
    known_.clear();
  }
  // The way from `from` by this step, continued by `rest`. The same three give the same number,
  // which is never 0.
  std::uint32_t add(Way::Step step, Span from, std::uint32_t rest = 0);
  // The given way, preceded by the values (steps of the form Given) of `operand`: the way of a
  // value computed from it.
  std::uint32_t given(Span operand, std::uint32_t rest);
  // The steps that led to a span, the nearest first, each line once. The ways of their spans are
  // not needed any more: they are among the steps.
  [[nodiscard]] std::vector<Way> steps(Span span) const;

 private:
  std::vector<Way> ways_;  // way n is the one at n - 1
  std::map<std::tuple<Way::Step, Span, std::uint32_t, std::uint32_t>, std::uint32_t>
      known_;  // step, from, its way, rest
};

}  // namespace svc
