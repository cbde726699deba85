// The phases and their order: from one environment of a program to its documents, step by step. The
// engine (driver/engine.h) runs them, and can stop between two steps.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/check.h"
#include "diagnostics/sink.h"
#include "driver/blame.h"
#include "driver/timings.h"
#include "emit/target.h"
#include "graph/graph.h"
#include "lint/lint.h"
#include "plan/across.h"
#include "plan/plan.h"
#include "sema/analyze.h"
#include "sema/live_analysis.h"

namespace svc::driver {

// An environment with known and checked values.
struct Checked {
  sema::Program program;
  std::optional<plan::Plan> plan;  // nothing if the program itself has errors
  // The same program with the names that its renamed blocks had before (`was`), from the last
  // renaming to the first.
  struct Former {
    sema::Program program;
    plan::Plan plan;
  };
  std::vector<Former> former;
  bool sound = false;     // without errors, and a whole program: it can be lowered
  plan::Outline outline;  // what the other environments must know about it
};

// What is kept of the check of an environment, so that after an edit inside of a block only what
// depends on it is done again.
struct LiveCheck {
  LiveCheck(const sema::Input& input, const std::string& environment, Sink& sink)
      : analysis(input, environment, sink) {}
  sema::LiveAnalysis analysis;
  sema::FieldChanges changes;  // since the checks ran
  check::Memory memory;
};

// Text → values, plan, checks. `unreadable`: a file of the program has syntax errors, so nothing
// can be made of it. Diagnostics go to the sink under the environment's name. Without `checks`, a
// program that AWS would refuse is sound, too: tests/faults/tools.py shows it to other tools. With
// `live`, which is new, the environment can be checked again.
[[nodiscard]] Checked check_environment(const sema::Input& input, const std::string& environment,
                                        bool unreadable, Sink& sink, Timings& timings,
                                        bool checks = true, LiveCheck* live = nullptr);

// Checks the environment again, after edits inside of blocks (LiveAnalysis::edited). Its sink,
// which holds its own diagnostics only, gets those of the program as it is now. False: it has to be
// checked as a whole.
[[nodiscard]] bool recheck_environment(Checked& checked, LiveCheck& live, const sema::Input& input,
                                       const std::string& environment, bool unreadable, Sink& sink,
                                       Timings& timings);

// Runs the lints on a sound environment. Show the result only if the whole program has no errors: a
// finding in one environment may come from a fault in another.
void lint_environment(const Checked& checked, const Sources& sources,
                      const std::string& environment, Sink& sink, Timings& timings);

// The resources of a sound environment; nothing after a report.
[[nodiscard]] std::optional<graph::Graph> lower_environment(const Checked& checked,
                                                            const Sources& sources, Sink& sink,
                                                            Timings& timings);

// The documents of a target. A finding in the body of a component names the instance.
[[nodiscard]] std::vector<emit::OutputFile> emit_target(
    const emit::Target& target, const graph::Graph& graph,
    const std::vector<sema::Instantiation>& instantiations, const Sources& sources,
    const emit::EmitOptions& options, Sink& sink, Timings& timings);

// The same without documents: checks the target's schema, in slices of so many nodes of the graph.
class TargetCheck {
 public:
  // All must outlive it.
  TargetCheck(const emit::Target& target, const graph::Graph& graph,
              const std::vector<sema::Instantiation>& instantiations, const Sources& sources,
              const Layout& layout, Sink& sink);
  // Returns whether more remains to be checked.
  [[nodiscard]] bool step(std::size_t nodes);

 private:
  Origins origins_;
  const Sources& sources_;
  Sink& sink_;
  std::size_t mark_;
  std::unique_ptr<emit::Inspection> inspection_;
};

}  // namespace svc::driver
