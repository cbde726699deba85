#include "diagnostics/sink.h"

#include <algorithm>
#include <map>
#include <tuple>

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

Report Sink::drop(Severity severity) {
  ++(severity == Severity::Error ? dropped_errors_ : dropped_others_);
  scratch_ = {};
  return Report(scratch_);
}

Report Sink::add(Code code, Severity severity, Span span, std::string message) {
  ++(severity == Severity::Error ? errors_ : others_);
  diagnostics_.push_back({.code = code,
                          .severity = severity,
                          .span = span,
                          .message = std::move(message),
                          .related = context_,
                          .help = {},
                          .fix = {},
                          .tag = Tag::None,
                          .in_component = !context_.empty(),
                          .environment = environment_});
  return Report(diagnostics_.back());
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
}

namespace {

// What makes two diagnostics the same to a reader, whatever environment they came from.
auto identity(const Diagnostic& d) {
  return std::tie(d.span, d.code, d.message);
}

// In the body of a component a mistake is found once for every instance, whose names are all that
// differs in what is said.
bool same(const Diagnostic& a, const Diagnostic& b) {
  return identity(a) == identity(b) ||
         (a.in_component && b.in_component && a.span == b.span && a.code == b.code);
}

}  // namespace

std::vector<Diagnostic> Sink::sorted(std::size_t environments) const {
  std::vector<Diagnostic> all = diagnostics_;
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return identity(a) < identity(b);
  });
  std::vector<Diagnostic> merged;
  std::vector<std::vector<std::string>>
      seen_in;  // the environments of each merged diagnostic, in the order of the program
  for (Diagnostic& d : all) {
    if (merged.empty() || !same(merged.back(), d)) {
      merged.push_back(d);
      seen_in.push_back({d.environment});
    } else if (std::find(seen_in.back().begin(), seen_in.back().end(), d.environment) ==
               seen_in.back().end()) {
      seen_in.back().push_back(d.environment);
    }
  }
  for (std::size_t i = 0; i < merged.size(); ++i) {
    const bool everywhere = seen_in[i].size() >= environments ||
                            std::find(seen_in[i].begin(), seen_in[i].end(), "") != seen_in[i].end();
    merged[i].environment = everywhere ? "" : fmt::format("{}", fmt::join(seen_in[i], ", "));
  }
  return merged;
}

}  // namespace svc
