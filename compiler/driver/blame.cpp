#include "driver/blame.h"

#include <algorithm>

#include "diagnostics/fixes.h"
#include "driver/imports.h"

namespace svc::driver {

namespace {

const std::vector<sema::Overlay> kNoOverlays;

// A name and nothing else: a diagnostic about it is about its value.
bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool contains(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

bool has_kind(const Diagnostic& d, RelatedKind kind) {
  return std::any_of(d.related.begin(), d.related.end(),
                     [kind](const Related& related) { return related.kind == kind; });
}

class Completer {
 public:
  Completer(const Origins& origins, const Sources& sources)
      : origins_(origins), sources_(sources) {}

  void operator()(Diagnostic& d) const {
    if (!d.span.valid()) return;
    const std::vector<Way> steps = origins_.ways.steps(d.span);
    add_instances(d, steps);
    add_iterations(d, steps);
    move_out_of_library(d, steps);
    show_given(d, steps);
    drop_shared_fix(d);
    add_overlay(d, steps);
  }

 private:
  // The instance is known from the way to the place or to another place of the diagnostic, or
  // because there is only one. Otherwise all candidates are named.
  void add_instances(Diagnostic& d, const std::vector<Way>& steps) const {
    if (has_kind(d, RelatedKind::Instance)) return;
    std::vector<const sema::Instantiation*> candidates;
    for (const sema::Instantiation& one : origins_.instantiations) {
      if (contains(one.body, d.span) && !one.places.empty()) candidates.push_back(&one);
    }
    if (candidates.empty()) return;
    d.in_component = true;
    const sema::Instantiation* known = on_way(candidates, steps);
    for (const Related& related : d.related) {
      if (known == nullptr) known = on_way(candidates, origins_.ways.steps(related.span));
    }
    if (known == nullptr && candidates.size() == 1) known = candidates.front();
    std::vector<Related> places;
    if (known != nullptr) {
      for (const Span place : known->places)
        places.push_back(
            {place, fmt::format("in the instance `{}`", name_at(place)), RelatedKind::Instance});
    } else {
      constexpr std::size_t kMost = 3;  // candidates that are shown
      for (std::size_t i = 0; i < std::min(candidates.size(), kMost); ++i)
        places.push_back({candidates[i]->places.front(),
                          fmt::format("it may be the instance `{}`", candidates[i]->name),
                          RelatedKind::Candidate});
    }
    d.related.insert(d.related.begin(), places.begin(), places.end());
  }

  static const sema::Instantiation* on_way(
      const std::vector<const sema::Instantiation*>& candidates, const std::vector<Way>& steps) {
    for (const Way& step : steps) {
      if (step.step != Way::Step::Instance) continue;
      for (const sema::Instantiation* one : candidates) {
        if (same_way(one->places.front(), step.from) || one->places.front() == step.from)
          return one;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::string_view name_at(Span place) const {
    for (const sema::Instantiation& one : origins_.instantiations) {
      if (!one.places.empty() && one.places.front() == place) return one.name;
    }
    return {};
  }

  // The items of the loops around the place.
  void add_iterations(Diagnostic& d, const std::vector<Way>& steps) const {
    if (has_kind(d, RelatedKind::Iteration)) return;
    auto at = d.related.begin();
    for (const Way& step : steps) {
      if (step.step != Way::Step::Iteration || is_library(step.from) || step.from == d.span)
        continue;
      at = d.related.insert(at, {step.from, "in an iteration over this", RelatedKind::Iteration}) +
           1;
    }
  }

  void move_out_of_library(Diagnostic& d, const std::vector<Way>& steps) const {
    if (!is_library(d.span)) return;
    const auto nearest = std::find_if(steps.begin(), steps.end(), [this](const Way& step) {
      return step.step != Way::Step::Iteration && !is_library(step.from);
    });
    if (nearest == steps.end() || nearest->step != Way::Step::Given) return;
    const Span body = d.span;
    d.span = nearest->from;
    move_fix(d, body);
    // The instance is around the value, so no extra words are needed.
    std::erase_if(d.related, [](const Related& related) {
      return related.kind == RelatedKind::Instance || related.kind == RelatedKind::Candidate;
    });
    d.related.insert(d.related.begin(),
                     {body, "it is used here, in the standard library", RelatedKind::Library});
  }

  // Shows the values of the instance that led to a place in a component of the program.
  void show_given(Diagnostic& d, const std::vector<Way>& steps) const {
    const auto of_instance = [](const Way& step) { return step.step == Way::Step::Instance; };
    if (is_library(d.span) || has_kind(d, RelatedKind::Library) ||
        std::none_of(steps.begin(), steps.end(), of_instance))
      return;
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

  // A line of a body gives one value for each instance and iteration. A literal in place of a name
  // would give all of them the same value.
  void drop_shared_fix(Diagnostic& d) const {
    const bool shared = has_kind(d, RelatedKind::Instance) || has_kind(d, RelatedKind::Candidate) ||
                        has_kind(d, RelatedKind::Iteration);
    if (!shared || is_about_text(d.code)) return;
    const auto computed = [this](const Edit& edit) {
      if (!edit.span.valid()) return false;
      const std::string_view text = sources_[edit.span.file].text(edit.span);
      const bool name = !text.empty() && ((text.front() >= 'a' && text.front() <= 'z') ||
                                          (text.front() >= 'A' && text.front() <= 'Z'));
      return (name && text != "true" && text != "false") ||
             text.find("${") != std::string_view::npos;
    };
    if (std::any_of(d.fix.edits.begin(), d.fix.edits.end(), computed)) d.fix = {};
  }

  // Shows what the environment changes in the blocks of the diagnostic, unless it points there
  // already. If it changes only other blocks, the environment itself is named. Sink::sorted() drops
  // that if the mistake appears without it as well.
  void add_overlay(Diagnostic& d, const std::vector<Way>& steps) const {
    if (!origins_.environment.valid() || has_kind(d, RelatedKind::Overlay)) return;
    if (std::any_of(steps.begin(), steps.end(), [](const Way& step) {
          return step.step == Way::Step::Environment || step.step == Way::Step::Over;
        }))
      return;
    std::vector<Related> changes;
    for (const sema::Overlay& overlay : origins_.overlays) {
      if (points_into(d, overlay.change)) return;
      if (points_into(d, overlay.extent))
        changes.push_back(
            {overlay.change, "the environment changes it here", RelatedKind::Overlay});
    }
    if (changes.empty())
      changes.push_back(
          {origins_.environment, "it shows in this environment only", RelatedKind::Environment});
    d.related.insert(d.related.begin(), changes.begin(), changes.end());
  }

  static bool points_into(const Diagnostic& d, Span place) {
    return contains(place, d.span) ||
           std::any_of(d.related.begin(), d.related.end(),
                       [place](const Related& related) { return contains(place, related.span); });
  }

  const Origins& origins_;
  const Sources& sources_;
};

Span name_of_environment(const sema::Program& program) {
  const auto found =
      std::find_if(program.environments.begin(), program.environments.end(),
                   [&](const sema::Environment& one) { return one.name == program.environment; });
  return found == program.environments.end() || program.overlays.empty() ? Span{} : found->span;
}

}  // namespace

Origins::Origins(const sema::Program& program)
    : ways(program.ways),
      instantiations(program.instantiations),
      overlays(program.overlays),
      environment(name_of_environment(program)) {}

Origins::Origins(const Ways& of_graph, const std::vector<sema::Instantiation>& instances)
    : ways(of_graph), instantiations(instances), overlays(kNoOverlays) {}

void add_origins(const Origins& origins, const Sources& sources, std::size_t mark, Sink& sink) {
  sink.complete_since(mark, Completer(origins, sources));
}

}  // namespace svc::driver
