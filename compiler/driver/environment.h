// What becomes of one environment of a program, step by step: whoever has better to do can stop
// between two steps (the language server does).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "driver/timings.h"
#include "emit/target.h"
#include "graph/graph.h"
#include "lint/lint.h"
#include "plan/plan.h"
#include "project/project.h"
#include "sema/analyze.h"

namespace svc::driver {

// An environment whose values are known and checked.
struct Checked {
  sema::Program program;
  std::optional<plan::Plan> plan;  // nothing where the program itself has errors
  bool sound = false;              // without errors, and a whole program: lower() may be asked
};

// Text → values, plan, checks. `unreadable`: a file of the program has syntax errors, so that
// nothing can be made of it. What is found goes to the sink under the environment's name.
[[nodiscard]] Checked check_environment(const sema::Input& input, const std::string& environment,
                                        bool unreadable, Sink& sink, Timings& timings);

// The resources of a sound environment; nothing after a report.
[[nodiscard]] std::optional<graph::Graph> lower_environment(const Checked& checked,
                                                            const Sources& sources, Sink& sink,
                                                            Timings& timings);

// The documents of a target; what it finds in the body of a component says where that was
// instantiated.
[[nodiscard]] std::vector<emit::OutputFile> emit_target(
    const emit::Target& target, const graph::Graph& graph,
    const std::vector<sema::Instantiation>& instantiations, const Sources& sources,
    const emit::EmitOptions& options, Sink& sink, Timings& timings);

// The same without documents: what the target's schema refuses, found in slices of so many nodes of
// the graph.
class TargetCheck {
 public:
  // All must outlive it.
  TargetCheck(const emit::Target& target, const graph::Graph& graph,
              const std::vector<sema::Instantiation>& instantiations, const Sources& sources,
              Sink& sink);
  // Gives whether there is more to be looked at.
  [[nodiscard]] bool step(std::size_t nodes);

 private:
  const std::vector<sema::Instantiation>& instantiations_;
  Sink& sink_;
  std::size_t mark_;
  std::unique_ptr<emit::Inspection> inspection_;
};

// What the lints have to say of a sound environment. To be told only if the whole program is
// without errors: what one environment is told may come of a fault in another.
void lint_environment(const Checked& checked, const Sources& sources,
                      const std::string& environment, Sink& sink, Timings& timings);

// The same of the files themselves, whatever the environment.
void lint_files(const lint::Files& files, Sink& sink, Timings& timings);

// What was looked at to find what is told.
struct Extent {
  std::size_t environments = 1;
  bool whole = false;  // all of them, by every check and lint, so that a comment that silences
                       // nothing is of no use
};

// What is told of everything that was found: in reading order, at the project's levels, without
// what only follows from a line that could not be read and without what a comment allows. What
// shows in each of the environments names none.
[[nodiscard]] std::vector<Diagnostic> told(const Sink& sink, Extent extent,
                                           const lint::Files& files, const project::Levels& levels);

}  // namespace svc::driver
