#include "driver/blame.h"

#include <algorithm>
#include <vector>

#include "driver/imports.h"

namespace svc::driver {

namespace {

// A name and nothing else: what is said of it is said of its value.
bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Blame {
 public:
  Blame(const sema::Program& program, const Sources& sources)
      : program_(program), sources_(sources) {}

  void operator()(Diagnostic& d) const {
    if (!d.span.valid()) return;
    const std::vector<Way> steps = program_.ways.steps(d.span);
    settle_instance(d, steps);
    if (!is_library(d.span)) return show_given(d, steps);
    const auto nearest = std::find_if(steps.begin(), steps.end(),
                                      [this](const Way& step) { return !is_library(step.from); });
    if (nearest == steps.end() || nearest->step != Way::Step::Given) return;
    const Span body = d.span;
    d.span = nearest->from;
    move_fix(d, body);
    std::erase_if(d.related, [this](const Related& related) {
      return is_instance(related.span);
    });  // it is around the value, and needs no words of its own
    d.related.insert(d.related.begin(), {body, "it is used here, in the standard library"});
  }

 private:
  // Where the way to the place is known, so is the instance; add_instances() had to guess.
  void settle_instance(Diagnostic& d, const std::vector<Way>& steps) const {
    const auto on_the_way = [&steps](Span span) {
      return std::any_of(steps.begin(), steps.end(), [span](const Way& step) {
        return step.step == Way::Step::Instance && step.from == span;
      });
    };
    if (std::none_of(steps.begin(), steps.end(),
                     [](const Way& step) { return step.step == Way::Step::Instance; }))
      return;
    std::erase_if(d.related, [&](const Related& related) {
      return is_guess(related) && !on_the_way(related.span);
    });
    for (Related& related : d.related) {
      if (is_guess(related)) related.message = "it is made of the component here";
    }
  }

  // In a component of the program, the values of the instance that led to the place.
  static void show_given(Diagnostic& d, const std::vector<Way>& steps) {
    const auto of_instance = [](const Way& step) { return step.step == Way::Step::Instance; };
    if (std::none_of(steps.begin(), steps.end(), of_instance)) return;
    constexpr std::size_t kMost = 2;
    std::size_t shown = 0;
    for (const Way& step : steps) {
      const bool known = std::any_of(d.related.begin(), d.related.end(),
                                     [&](const Related& one) { return one.span == step.from; });
      if (step.step != Way::Step::Given || known || step.from == d.span || shown == kMost) continue;
      d.related.push_back({step.from, "the value comes from here"});
      ++shown;
    }
  }

  [[nodiscard]] bool is_guess(const Related& related) const {
    return is_instance(related.span) && related.message.starts_with("perhaps");
  }

  [[nodiscard]] bool is_instance(Span span) const {
    return std::any_of(program_.instantiations.begin(), program_.instantiations.end(),
                       [span](const sema::Instantiation& one) {
                         return !one.places.empty() && one.places.front() == span;
                       });
  }

  [[nodiscard]] bool is_library(Span span) const { return is_std(sources_[span.file].path()); }

  void move_fix(Diagnostic& d, Span body) const {
    const bool same_value = is_name(sources_[body.file].text(body));
    for (Edit& edit : d.fix.edits) {
      if (same_value && edit.span == body) edit.span = d.span;
    }
    if (std::any_of(d.fix.edits.begin(), d.fix.edits.end(), [this](const Edit& edit) {
          return edit.span.valid() && is_library(edit.span);
        }))
      d.fix = {};
  }

  const sema::Program& program_;
  const Sources& sources_;
};

}  // namespace

void blame_given_values(const sema::Program& program, const Sources& sources, std::size_t mark,
                        Sink& sink) {
  sink.complete_since(mark, Blame(program, sources));
}

}  // namespace svc::driver
