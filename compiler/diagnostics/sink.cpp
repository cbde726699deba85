#include "diagnostics/sink.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/characters.h"
#include "base/printable.h"
#include "diagnostics/fixes.h"

namespace svc {

std::string code_text(Code code) {
  return fmt::format("SVC{:04}", static_cast<unsigned>(code));
}

std::string_view severity_text(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return "note";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      return "error";
  }
  return "error";
}

std::string_view tag_text(Tag tag) {
  switch (tag) {
    case Tag::None:
      return "";
    case Tag::Unnecessary:
      return "unnecessary";
    case Tag::Deprecated:
      return "deprecated";
  }
  return "";
}

std::string_view related_kind_text(RelatedKind kind) {
  switch (kind) {
    case RelatedKind::Other:
      return "";
    case RelatedKind::Instance:
      return "instance";
    case RelatedKind::Candidate:
      return "candidate";
    case RelatedKind::Iteration:
      return "iteration";
    case RelatedKind::Overlay:
      return "overlay";
    case RelatedKind::Environment:
      return "environment";
    case RelatedKind::Library:
      return "library";
  }
  return "";
}

Report Sink::drop(Severity severity) {
  ++(severity == Severity::Error ? dropped_errors_ : dropped_others_);
  scratch_ = {};
  return Report(scratch_);
}

Report Sink::muted() {
  scratch_ = {};
  return Report(scratch_);
}

void Sink::forget_passages(Span within) {
  for (auto& [environment, passages] : passages_)
    std::erase_if(passages, [within](const auto& one) {
      const Span span = one.first;
      return span.file == within.file && span.begin >= within.begin && span.end <= within.end;
    });
}

void Sink::restart() {
  diagnostics_.clear();
  errors_ = others_ = dropped_errors_ = dropped_others_ = 0;
}

void Sink::keep(Diagnostic diagnostic) {
  ++(diagnostic.severity == Severity::Error ? errors_ : others_);
  diagnostics_.push_back(std::move(diagnostic));
}

Report Sink::add(Code code, Severity severity, Span span, std::string message) {
  ++(severity == Severity::Error ? errors_ : others_);
  std::vector<Related> places;
  if (context_ != nullptr) places = context_->places();
  const bool in_component = std::any_of(places.begin(), places.end(), [](const Related& place) {
    return place.kind == RelatedKind::Instance;
  });
  diagnostics_.push_back({.code = code,
                          .severity = severity,
                          .span = span,
                          .message = std::move(message),
                          .related = std::move(places),
                          .help = {},
                          .fix = {},
                          .tag = Tag::None,
                          .in_component = in_component,
                          .environment = environment_});
  return Report(diagnostics_.back());
}

bool is_about_text(Code code) {
  const auto number = static_cast<unsigned>(code);
  return number < 2000 || (number >= 3000 && number < 4000);
}

std::size_t Sink::error_count() const {
  return errors_ + dropped_errors_;
}

bool Sink::has_errors() const {
  return error_count() != 0;
}

void Sink::append(const Sink& other) {
  for (const Diagnostic& d : other.diagnostics_) {
    if (full(d.severity)) {
      (void)drop(d.severity);
      continue;
    }
    ++(d.severity == Severity::Error ? errors_ : others_);
    diagnostics_.push_back(d);
  }
  dropped_errors_ += other.dropped_errors_;
  dropped_others_ += other.dropped_others_;
  for (const auto& [environment, passages] : other.passages_) {
    for (const auto& [span, passage] : passages) {
      Passage& known = passages_[environment][span];
      known.read = known.read || passage.read;
      known.skipped = known.skipped || passage.skipped;
    }
  }
}

namespace {

// Whether two diagnostics are the same to a reader, apart from their environment.
auto identity(const Diagnostic& d) {
  return std::tie(d.span, d.code, d.message);
}

// A value of the wrong type may differ from environment to environment and from iteration to
// iteration, and so may the block that lacks an attribute. It is one mistake.
bool same_type_mistake(const Diagnostic& a, const Diagnostic& b) {
  constexpr unsigned kAttribute = 1004;
  constexpr unsigned kTypes = 2001;
  constexpr unsigned kInText = 2007;
  constexpr unsigned kOperands = 2002;
  const auto code = static_cast<unsigned>(a.code);
  const auto changed = [](const Diagnostic& d) {
    return std::any_of(d.related.begin(), d.related.end(),
                       [](const Related& related) { return related.kind == RelatedKind::Overlay; });
  };
  const bool of_values =
      code == kTypes || code == kOperands || code == kAttribute || code == kInText;
  return of_values && a.code == b.code && a.span == b.span && a.help == b.help && !changed(a) &&
         !changed(b);
}

// A mistake in the body of a component is found once per instance. Only the names in the message
// differ.
bool same(const Diagnostic& a, const Diagnostic& b) {
  return identity(a) == identity(b) ||
         (a.in_component && b.in_component && a.span == b.span && a.code == b.code) ||
         same_type_mistake(a, b);
}

bool is_overlay(const Related& related) {
  return related.kind == RelatedKind::Overlay || related.kind == RelatedKind::Environment;
}

bool has_overlay(const Diagnostic& d) {
  return std::any_of(d.related.begin(), d.related.end(), is_overlay);
}

// No one reads a value of thousands of characters. It is cut in the middle, because the reason
// follows it, and in front of whole characters.
std::string in_short(std::string text) {
  constexpr std::size_t kBeginning = 600;  // bytes
  constexpr std::size_t kEnd = 400;
  if (text.size() <= kBeginning + kEnd) return text;
  const auto whole = [&text](std::size_t at) {
    while (at > 0 && continues_character(text[at])) --at;
    return at;
  };
  return text.substr(0, whole(kBeginning)) + "…" + text.substr(whole(text.size() - kEnd));
}

// Messages hold values of the program, so they can hold any character of a file. Here they are made
// safe to show, once, for every format and client.
void make_printable(Diagnostic& d) {
  const auto safe = [](const std::string& text) { return in_short(printable(text)); };
  d.message = safe(d.message);
  d.help = safe(d.help);
  d.fix.title = safe(d.fix.title);
  for (Related& related : d.related) related.message = safe(related.message);
}

// Diagnostics that are the same in several environments.
struct Merged {
  Diagnostic diagnostic;
  std::vector<std::string> seen_in;  // in the order of the program
  bool without_overlay = false;      // one of them appears without a change of the environment
};

void merge(Merged& into, const Diagnostic& d) {
  into.without_overlay = into.without_overlay || !has_overlay(d);
  if (std::find(into.seen_in.begin(), into.seen_in.end(), d.environment) != into.seen_in.end())
    return;
  into.seen_in.push_back(d.environment);
  for (const Related& related : d.related) {
    const bool known = std::any_of(
        into.diagnostic.related.begin(), into.diagnostic.related.end(),
        [&](const Related& r) { return r.span == related.span && r.message == related.message; });
    if (is_overlay(related) && !known) into.diagnostic.related.push_back(related);
  }
}

}  // namespace

// Whether the text of the fix has an effect only in environments with the mistake.
bool Sink::holds_everywhere(const Diagnostic& d, const std::vector<std::string>& seen_in,
                            std::size_t environments) const {
  const auto skips = [](const std::map<Span, Passage>& passages, Span edit) {
    const std::pair<const Span, Passage>* smallest = nullptr;
    for (const auto& entry : passages) {
      const Span& span = entry.first;
      const bool around =
          span.file == edit.file && span.begin <= edit.begin && edit.end <= span.end;
      if (around && (smallest == nullptr || span.size() <= smallest->first.size()))
        smallest = &entry;
    }
    return smallest != nullptr && smallest->second.skipped && !smallest->second.read;
  };
  return std::all_of(d.fix.edits.begin(), d.fix.edits.end(), [&](const Edit& edit) {
    std::size_t untouched = 0;
    for (const auto& [environment, passages] : passages_) {
      const bool has_it = std::find(seen_in.begin(), seen_in.end(), environment) != seen_in.end();
      if (!has_it && skips(passages, edit.span)) ++untouched;
    }
    return seen_in.size() + untouched >= environments;
  });
}

std::vector<Diagnostic> Sink::sorted(std::size_t environments) const {
  std::vector<Diagnostic> all = diagnostics_;
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return identity(a) < identity(b);
  });
  std::vector<Merged> merged;
  for (Diagnostic& d : all) {
    if (!merged.empty() && same(merged.back().diagnostic, d))
      merge(merged.back(), d);
    else
      merged.push_back({d, {d.environment}, !has_overlay(d)});
  }
  std::vector<Diagnostic> result;
  result.reserve(merged.size());
  for (Merged& one : merged) {
    Diagnostic& d = one.diagnostic;
    const bool everywhere =
        one.seen_in.size() >= environments ||
        std::find(one.seen_in.begin(), one.seen_in.end(), "") != one.seen_in.end();
    d.environment = everywhere ? "" : fmt::format("{}", fmt::join(one.seen_in, ", "));
    std::erase_if(d.related, [&](const Related& related) {
      return everywhere && (related.kind == RelatedKind::Environment ||
                            (related.kind == RelatedKind::Overlay && one.without_overlay));
    });
    if (!everywhere && !is_about_text(d.code) && !holds_everywhere(d, one.seen_in, environments))
      d.fix = {};
    // A value without a place in the text has no edit.
    if (std::any_of(d.fix.edits.begin(), d.fix.edits.end(),
                    [](const Edit& edit) { return !edit.span.valid(); }))
      d.fix = {};
    make_printable(d);
    result.push_back(std::move(d));
  }
  return result;
}

}  // namespace svc
