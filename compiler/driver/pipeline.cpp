// The table of contents of the compiler: the order of the phases, and what each gives to the next.
// Files become trees in driver/files.h; everything here is about one environment.
#include "driver/pipeline.h"

#include <algorithm>

#include "check/check.h"
#include "driver/across.h"
#include "driver/as_patched.h"
#include "driver/blame.h"
#include "driver/former_names.h"
#include "driver/possibilities.h"
#include "graph/verify.h"

namespace svc::driver {

namespace {

// The phases behind the analysis, whose diagnostics begin at `begin`.
void judge(Checked& checked, const sema::Input& input, const std::string& environment,
           bool unreadable, std::size_t begin, Sink& sink, Timings& timings, bool checks,
           LiveCheck* live) {
  const auto failed = [&] {
    const std::vector<Diagnostic>& all = sink.diagnostics();
    return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(begin), all.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::Error; });
  };
  const bool wanted = input.cancellation == nullptr || !input.cancellation->cancelled();
  // A file without an app is for imports: it creates nothing itself.
  if (wanted && !failed() && !unreadable && checked.program.app != nullptr) {
    checked.plan = timings.measure("plan", [&] {
      const sema::NotingReads noting(live == nullptr ? nullptr : live->memory.begin_plan());
      return plan::make_plan(checked.program, sink);
    });
    checked.outline = plan::outline_of(checked.program);
    checked.plan->across =
        timings.measure("analyze", [&] { return across_environments(checked.program, input); });
    if (!failed() && checks)
      timings.measure("check", [&] {
        if (live == nullptr) {
          check::check(checked.program, *checked.plan, sink);
        } else {
          check::check(checked.program, *checked.plan, live->changes, live->memory, sink);
          live->changes = {};
        }
        check_as_patched(checked.program, checked.plan->across, sink);
      });
    checked.sound = !failed();
  }
  add_origins(Origins(checked.program), input.sources, begin, sink);
  if (checked.sound && checks) {
    check_possibilities(input, environment, checked.program, sink);
    checked.sound = !failed();
  } else if (failed() && checks) {
    name_judged_values(input, environment, checked.program, begin, sink);
  }
  if (checked.sound) add_former_names(checked, input, environment);
}

}  // namespace

Checked check_environment(const sema::Input& input, const std::string& environment, bool unreadable,
                          Sink& sink, Timings& timings, bool checks, LiveCheck* live) {
  sink.set_environment(environment);
  const std::size_t begin = sink.diagnostics().size();
  Checked checked;
  checked.program = timings.measure("analyze", [&] {
    return live == nullptr ? sema::analyze(input, environment, sink) : live->analysis.run();
  });
  judge(checked, input, environment, unreadable, begin, sink, timings, checks, live);
  return checked;
}

bool recheck_environment(Checked& checked, LiveCheck& live, const sema::Input& input,
                         const std::string& environment, bool unreadable, Sink& sink,
                         Timings& timings) {
  const std::optional<sema::FieldChanges> changes = timings.measure(
      "analyze", [&] { return live.analysis.refill(checked.program, input.cancellation); });
  if (!changes) return false;
  live.changes.add(*changes);
  checked.plan.reset();
  checked.former.clear();
  checked.outline = {};
  checked.sound = false;
  judge(checked, input, environment, unreadable, 0, sink, timings, true, &live);
  return true;
}

void lint_environment(const Checked& checked, const Sources& sources,
                      const std::string& environment, Sink& sink, Timings& timings) {
  sink.set_environment(environment);
  const std::size_t mark = sink.diagnostics().size();
  timings.measure("lint", [&] { lint::lint_program(checked.program, *checked.plan, sink); });
  Origins origins(checked.program);
  origins.environment =
      {};  // some lints are for production only, and its overlays have no part in that
  add_origins(origins, sources, mark, sink);
}

std::optional<graph::Graph> lower_environment(const Checked& checked, const Sources& sources,
                                              Sink& sink, Timings& timings) {
  const std::size_t errors = sink.error_count();
  graph::Graph graph =
      timings.measure("lower", [&] { return lower_with_former_names(checked, sources); });
  timings.measure("verify", [&] { graph::verify(graph, sink); });
  if (sink.error_count() != errors) return std::nullopt;
  return graph;
}

std::vector<emit::OutputFile> emit_target(const emit::Target& target, const graph::Graph& graph,
                                          const std::vector<sema::Instantiation>& instantiations,
                                          const Sources& sources, const emit::EmitOptions& options,
                                          Sink& sink, Timings& timings) {
  const std::size_t mark = sink.diagnostics().size();
  std::vector<emit::OutputFile> files =
      timings.measure(target.name(), [&] { return target.emit(graph, sources, options, sink); });
  add_origins(Origins(graph.ways, instantiations), sources, mark, sink);
  return files;
}

TargetCheck::TargetCheck(const emit::Target& target, const graph::Graph& graph,
                         const std::vector<sema::Instantiation>& instantiations,
                         const Sources& sources, const Layout& layout, Sink& sink)
    : origins_(graph.ways, instantiations),
      sources_(sources),
      sink_(sink),
      mark_(sink.diagnostics().size()),
      inspection_(target.inspection(graph, sources, layout, sink)) {}

bool TargetCheck::step(std::size_t nodes) {
  if (inspection_->step(nodes)) return true;
  add_origins(origins_, sources_, mark_, sink_);
  return false;
}

}  // namespace svc::driver
