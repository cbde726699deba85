// The sink of all diagnostics. A phase reports and continues; the driver asks at the end whether
// there were errors.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/switches.h"
#include "diagnostics/diagnostic.h"

namespace svc {

// A diagnostic that was just reported. More can be added to it in the same statement. It is valid
// until the next report.
class Report {
 public:
  explicit Report(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
  // Adds another line that matters. Ignored if the place is not in the user's text.
  Report& related(Span span, std::string message, RelatedKind kind = RelatedKind::Other) {
    if (span.valid()) diagnostic_.related.push_back({span, std::move(message), kind});
    return *this;
  }
  // Sets the help: the fix in words.
  Report& help(std::string text) {
    diagnostic_.help = std::move(text);
    return *this;
  }
  // Offers an edit: one way out of several, or one that decides what AWS gets.
  Report& fix(std::string title, std::vector<Edit> edits) {
    diagnostic_.fix = {std::move(title), std::move(edits), false};
    return *this;
  }
  // Offers the edit that writes what the user meant: `svcc check --fix` makes it.
  Report& repair(std::string title, std::vector<Edit> edits) {
    diagnostic_.fix = {std::move(title), std::move(edits), true};
    return *this;
  }
  Report& tag(Tag tag) {
    diagnostic_.tag = tag;
    return *this;
  }

 private:
  Diagnostic& diagnostic_;
};

// The context of the current place of a phase: the instances and iterations that led there. It is
// read only when something is reported.
class ReportContext {
 public:
  virtual ~ReportContext() = default;
  // The nearest first.
  [[nodiscard]] virtual std::vector<Related> places() const = 0;

 protected:
  ReportContext() = default;
  ReportContext(const ReportContext&) = default;
  ReportContext& operator=(const ReportContext&) = default;
};

// Where a diagnostic is reported: in the user's text, and (implicitly) in the compiler's.
struct At {
  At(Span at, const char* file = __builtin_FILE(), int line = __builtin_LINE())  // NOLINT: a Span
      : span(at), site{file, line} {}
  Span span;
  switches::Site site;
};

class Sink {
 public:
  // The number of errors that are kept; ten times as many warnings and notes, because comments may
  // still allow some. The rest is only counted: no one reads it, and making it takes time.
  static constexpr std::size_t kMost = 1000;
  Sink() = default;
  explicit Sink(std::size_t most) : most_(most) {}
  [[nodiscard]] std::size_t most() const { return most_; }
  // Further errors are only counted, so a help for them would be useless.
  [[nodiscard]] bool full() const { return full(Severity::Error); }
  // How many were only counted.
  [[nodiscard]] std::size_t dropped() const { return dropped_errors_ + dropped_others_; }

  // Reports the diagnostic D (of svc::diag, diagnostics/codes/) at `span`; `args` fill its message:
  //   sink.report<diag::UnknownName>(span, name).help("did you mean `orders`?");
  template <typename D, typename... Args>
  Report report(At at, const Args&... args) {
    if (full(D::severity)) return drop(D::severity);
    if (!switches::on_at([&at] { return switches::name_of(at.site); })) return muted();
    return add(D::code, D::severity, at.span,
               fmt::format(fmt::format_string<const Args&...>(D::message), args...));
  }

  // Everything reported from now on belongs to this environment (empty: to none).
  void set_environment(std::string name) { environment_ = std::move(name); }
  [[nodiscard]] const std::string& environment() const { return environment_; }

  // Everything reported from now on also points at the places that the context knows (null: none).
  // Gives the context before, to be set again when this one ends.
  const ReportContext* set_context(const ReportContext* context) {
    return std::exchange(context_, context);
  }

  // The places that the context knows; none without a context.
  [[nodiscard]] std::vector<Related> context_places() const {
    return context_ == nullptr ? std::vector<Related>{} : context_->places();
  }

  // Says whether a part of the text has an effect in the current environment: the branch of an `if`
  // or `? :`, the block of another environment. If a fix changes text that other environments read,
  // it is not offered for a mistake that they do not have.
  void note_passage(Span span, bool counts) {
    if (!environment_.empty())
      (counts ? passages_[environment_][span].read : passages_[environment_][span].skipped) = true;
  }

  // Forgets what was said of the parts of the text within this span.
  void forget_passages(Span within);
  // Lets `move` move every place of passages to its new position, when the text changes.
  template <typename Move>
  void move_passages(Move move) {
    for (auto& [environment, passages] : passages_) {
      std::map<Span, Passage> moved;
      for (const auto& [span, passage] : passages) {
        Span at = span;
        move(at);
        Passage& one = moved[at];
        one.read = one.read || passage.read;
        one.skipped = one.skipped || passage.skipped;
      }
      passages = std::move(moved);
    }
  }
  // Drops every diagnostic; keeps the environment and the passages.
  void restart();
  // Adds a diagnostic that was reported before.
  void keep(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] std::size_t error_count() const;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  // Drops the diagnostics reported since `mark` (an earlier diagnostics().size()) that `wanted`
  // does not accept.
  template <typename Predicate>
  void keep_since(std::size_t mark, Predicate wanted) {
    const auto begin = diagnostics_.begin() + static_cast<std::ptrdiff_t>(mark);
    const auto end = std::remove_if(begin, diagnostics_.end(), [&](const Diagnostic& d) {
      const bool unwanted = !wanted(d);
      if (unwanted) --(d.severity == Severity::Error ? errors_ : others_);
      return unwanted;
    });
    diagnostics_.erase(end, diagnostics_.end());
  }
  // Lets `change` complete the diagnostics reported since `mark`.
  template <typename Change>
  void complete_since(std::size_t mark, Change change) {
    std::for_each(diagnostics_.begin() + static_cast<std::ptrdiff_t>(mark), diagnostics_.end(),
                  change);
  }
  // Adds the diagnostics of another sink (of a phase that ran separately).
  void append(const Sink& other);
  // Gives the diagnostics in reading order (file, offset, code). Equal ones of several environments
  // are merged into one. `environments`: the number of checked environments; a diagnostic of all of
  // them names none. If it appears only in some, its fix is kept only if it changes nothing that is
  // right in the others.
  [[nodiscard]] std::vector<Diagnostic> sorted(std::size_t environments = 1) const;

 private:
  [[nodiscard]] bool full(Severity severity) const {
    constexpr std::size_t kOthersForEachError = 10;
    return severity == Severity::Error ? errors_ >= most_ : others_ >= most_ * kOthersForEachError;
  }
  Report drop(Severity severity);
  Report muted();  // one that a test has switched off
  Report add(Code code, Severity severity, Span span, std::string message);

  // How a part of the text counts in an environment; in the body of a component, both may be so.
  struct Passage {
    bool read = false;
    bool skipped = false;
  };
  using Passages = std::map<std::string, std::map<Span, Passage>>;  // by environment
  [[nodiscard]] bool holds_everywhere(const Diagnostic& diagnostic,
                                      const std::vector<std::string>& seen_in,
                                      std::size_t environments) const;

  std::vector<Diagnostic> diagnostics_;
  Diagnostic scratch_;  // what is added to a diagnostic that is only counted
  std::size_t most_ = kMost;
  std::size_t errors_ = 0;  // of the kept ones
  std::size_t others_ = 0;
  std::size_t dropped_errors_ = 0;
  std::size_t dropped_others_ = 0;
  std::string environment_;
  Passages passages_;
  const ReportContext* context_ = nullptr;
};

}  // namespace svc
