// The meaning of every name of a program, in all files and environments: built from the analysis's
// records (sema/recorder.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ide/declarations.h"
#include "ide/location.h"
#include "sema/analyze.h"
#include "sema/recorder.h"

namespace svc::ide {

class LiveProgram;

// One environment as the analysis saw it, with the program that the record points into.
struct Recorded {
  std::string environment;
  sema::Recorder recorder;
  sema::Program program;  // made while recording: for the record only (sema/recorder.h)
};

class Index {
 public:
  // The program must have been checked, and must not change while the index is used.
  // If it is cancelled, its content is incomplete.
  explicit Index(const LiveProgram& program, const Cancellation* cancellation = nullptr);

  // The meaning of the name at a place, which the name contains or ends at. Null if there is none.
  // A declared name means itself.
  [[nodiscard]] const sema::Use* at(Point point) const;
  // From the program (live_program.h): the declaration with its name at this span, or null; all
  // declarations.
  [[nodiscard]] const Declaration* declaration(Span name) const { return declarations_.at(name); }
  [[nodiscard]] const std::vector<Declaration>& declarations() const { return declarations_.all(); }
  // The uses of the declaration at this span, in reading order, without the declaration itself.
  [[nodiscard]] std::vector<Span> uses_of(Span declaration) const;
  // The uses of the same prelude declaration.
  [[nodiscard]] std::vector<Span> uses_of(const sema::Meaning& meaning) const;
  [[nodiscard]] const std::vector<sema::Use>& uses() const { return uses_; }
  // Each environment, in the order of the program.
  [[nodiscard]] const std::vector<std::unique_ptr<Recorded>>& environments() const {
    return recorded_;
  }
  // The values of the expression with this span, by environment. Several if it is evaluated several
  // times.
  struct EnvironmentValues {
    std::string environment;
    std::vector<std::string> values;  // as the language writes them, each once
  };
  [[nodiscard]] std::vector<EnvironmentValues> values_of(Span span) const;

 private:
  void add_environment_names(const LiveProgram& program);
  void add_planned_names(const LiveProgram& program);

  std::vector<std::unique_ptr<Recorded>> recorded_;
  std::vector<sema::Use> uses_;  // by span, each once
  const Declarations& declarations_;
};

// Analyses one environment of an input with a recorder.
[[nodiscard]] std::unique_ptr<Recorded> record(const sema::Input& input,
                                               const std::string& environment);

}  // namespace svc::ide
