// Where the phases put what they find wrong. A phase reports and goes on; the driver asks at the
// end whether there were errors.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace svc {

// A diagnostic that was just reported, to which more can be added in the same statement. It is good
// until the next report.
class Report {
 public:
  explicit Report(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
  // Points at another line that matters; ignored for a place that is not in the user's text.
  Report& related(Span span, std::string message) {
    if (span.valid()) diagnostic_.related.push_back({span, std::move(message)});
    return *this;
  }
  // Says what to do.
  Report& help(std::string text) {
    diagnostic_.help = std::move(text);
    return *this;
  }
  // Offers an edit.
  Report& fix(std::string title, std::vector<Edit> edits) {
    diagnostic_.fix = {std::move(title), std::move(edits)};
    return *this;
  }
  Report& tag(Tag tag) {
    diagnostic_.tag = tag;
    return *this;
  }

 private:
  Diagnostic& diagnostic_;
};

class Sink {
 public:
  // Reports the diagnostic D (of svc::diag, diagnostics/codes/) at `span`; `args` fill its message:
  //   sink.report<diag::UnknownName>(span, name).help("did you mean `orders`?");
  template <typename D, typename... Args>
  Report report(Span span, const Args&... args) {
    return add(D::code, D::severity, span,
               fmt::format(fmt::format_string<const Args&...>(D::message), args...));
  }

  // Everything reported from now on belongs to this environment (empty: to none).
  void set_environment(std::string name) { environment_ = std::move(name); }
  [[nodiscard]] const std::string& environment() const { return environment_; }

  // Everything reported from now on also points at these places: where the component was
  // instantiated whose body is being read.
  void set_context(std::vector<Related> places) { context_ = std::move(places); }
  [[nodiscard]] const std::vector<Related>& context() const { return context_; }

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] std::size_t error_count() const;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  // Of what was reported since there were `mark` diagnostics (diagnostics().size()), keeps only
  // those that `wanted` accepts.
  template <typename Predicate>
  void keep_since(std::size_t mark, Predicate wanted) {
    const auto begin = diagnostics_.begin() + static_cast<std::ptrdiff_t>(mark);
    diagnostics_.erase(
        std::remove_if(begin, diagnostics_.end(), [&](const Diagnostic& d) { return !wanted(d); }),
        diagnostics_.end());
  }
  // Lets `change` complete what was reported since there were `mark` diagnostics.
  template <typename Change>
  void complete_since(std::size_t mark, Change change) {
    std::for_each(diagnostics_.begin() + static_cast<std::ptrdiff_t>(mark), diagnostics_.end(),
                  change);
  }
  // Adds what another sink holds (of a phase that ran on its own).
  void append(const Sink& other);
  // Gives the diagnostics in reading order (file, offset, code), those that show alike in several
  // environments merged into one. `environments` is the number of environments checked: what shows
  // in every one of them belongs to none.
  [[nodiscard]] std::vector<Diagnostic> sorted(std::size_t environments = 1) const;

 private:
  Report add(Code code, Severity severity, Span span, std::string message);

  std::vector<Diagnostic> diagnostics_;
  std::string environment_;
  std::vector<Related> context_;
};

}  // namespace svc
