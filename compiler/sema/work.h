// The budget of one analysis: its use, the places of its use, and the one diagnostic when it is
// used up. Private to sema/.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "diagnostics/sink.h"
#include "sema/limits.h"
#include "sema/program.h"

namespace svc::sema {

// The counts for the diagnostic: how often a loop ran, or a component was instantiated.
struct Counted {
  Span span;
  std::string_view what;  // of a component its name; empty for a loop
  std::uint64_t count = 0;
};

class Work {
 public:
  // `environments`: how many the program declares.
  Work(Sink& sink, const Cancellation* cancellation, std::size_t environments)
      : sink_(sink),
        steps_(share_of(kMostSteps, environments), cancellation),
        bytes_(share_of(kMostTextBytes, environments), cancellation),
        instances_(share_of(kMostInstances, environments), cancellation) {}

  // Whether so little has been spent that as much is left for each of several blocks alone.
  [[nodiscard]] bool light() const {
    const auto light = [](const Budget& budget) { return budget.spent() <= budget.limit() / 4; };
    return !over() && light(steps_) && light(bytes_) && light(instances_);
  }
  // Begins again with a smaller budget, for what is analysed again.
  void renew(const Cancellation* cancellation) {
    const auto renewed = [&](const Budget& budget) {
      return Budget(budget.limit(), cancellation, budget.limit() / 2);
    };
    steps_ = renewed(steps_);
    bytes_ = renewed(bytes_);
    instances_ = renewed(instances_);
    counted_.clear();
    over_ = cancelled_ = false;
  }

  // Each returns whether the analysis continues. `span`: the current place.
  [[nodiscard]] bool step(Span span, std::uint64_t n = 1) {
    return !over() && (steps_.spend(n) || stop(steps_, "steps", span));
  }
  [[nodiscard]] bool text(Span span, std::uint64_t bytes) {
    return !over() && (bytes_.spend(bytes) || stop(bytes_, "bytes of text", span));
  }
  // Pays for a value that is read or written as a whole.
  [[nodiscard]] bool whole(const Value& value, Span span) {
    const Measure size = value.measure();
    return step(span, size.values) && text(span, size.bytes);
  }
  [[nodiscard]] bool instance(Span span) {
    return !over() && (instances_.spend() || stop(instances_, "instances of components", span));
  }
  // Refuses a value that is too large when it is written out.
  [[nodiscard]] bool holds(const Value& value, Span span);
  // A list that would have so many values may be made.
  [[nodiscard]] bool may_hold(Span span, std::uint64_t values);
  // A text that would have so many bytes may be made.
  [[nodiscard]] bool may_make(Span span, std::uint64_t bytes);
  // Refuses an instance that is too deep in others.
  [[nodiscard]] bool may_nest(std::size_t depth, Span span);

  // The counter of a loop or a component, by its place in the syntax.
  Counted& counter(Span span, std::string_view what) {
    Counted& found = counted_[{span.file.index, span.begin}];
    found.span = span;
    found.what = what;
    return found;
  }

  // The budget is used up, or the result is no longer needed: nothing more is evaluated.
  [[nodiscard]] bool over() const { return over_; }
  // Reports why the budget is used up, and drops later reports, which are only consequences.
  void finish();

 private:
  bool stop(const Budget& budget, std::string_view of, Span span);
  bool refuse(Span span, std::string limit, std::string why, std::string help);

  Sink& sink_;
  Budget steps_;
  Budget bytes_;
  Budget instances_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Counted> counted_;  // by file and offset
  bool over_ = false;
  bool cancelled_ = false;
  // The parts of the diagnostic, once the budget is used up.
  Span span_;
  std::string limit_;
  std::string why_;
  std::string help_;
  std::vector<Related> context_;
  std::size_t mark_ = 0;  // diagnostics that were reported before
};

}  // namespace svc::sema
