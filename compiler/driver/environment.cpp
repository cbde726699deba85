#include "driver/environment.h"

#include "check/check.h"
#include "driver/blame.h"
#include "driver/cascades.h"
#include "graph/verify.h"
#include "lint/allow.h"
#include "lower/lower.h"

namespace svc::driver {

Checked check_environment(const sema::Input& input, const std::string& environment, bool unreadable,
                          Sink& sink, Timings& timings) {
  sink.set_environment(environment);
  const std::size_t before = sink.error_count();
  const std::size_t begin = sink.diagnostics().size();
  const auto failed = [&] { return sink.error_count() != before; };
  Checked checked;
  checked.program =
      timings.measure("analyze", [&] { return sema::analyze(input, environment, sink); });
  if (failed() || unreadable ||
      checked.program.app ==
          nullptr) {  // a file without an app is there to be imported: nothing is made of it
    blame_given_values(checked.program, input.sources, begin, sink);
    return checked;
  }
  const std::size_t mark = sink.diagnostics().size();
  checked.plan = timings.measure("plan", [&] { return plan::make_plan(checked.program, sink); });
  if (!failed())
    timings.measure("check", [&] {
      check::check(checked.program, *checked.plan, sink);
      return true;
    });
  sema::add_instances(checked.program.instantiations, mark, sink);
  blame_given_values(checked.program, input.sources, begin, sink);
  checked.sound = !failed();
  return checked;
}

std::optional<graph::Graph> lower_environment(const Checked& checked, const Sources& sources,
                                              Sink& sink, Timings& timings) {
  const std::size_t before = sink.error_count();
  graph::Graph graph = timings.measure(
      "lower", [&] { return lower::lower(checked.program, *checked.plan, sources); });
  timings.measure("verify", [&] {
    graph::verify(graph, sink);
    return true;
  });
  if (sink.error_count() != before) return std::nullopt;
  return graph;
}

std::vector<emit::OutputFile> emit_target(const emit::Target& target, const graph::Graph& graph,
                                          const std::vector<sema::Instantiation>& instantiations,
                                          const Sources& sources, const emit::EmitOptions& options,
                                          Sink& sink, Timings& timings) {
  const std::size_t mark = sink.diagnostics().size();
  std::vector<emit::OutputFile> files =
      timings.measure(target.name(), [&] { return target.emit(graph, sources, options, sink); });
  sema::add_instances(instantiations, mark, sink);
  return files;
}

TargetCheck::TargetCheck(const emit::Target& target, const graph::Graph& graph,
                         const std::vector<sema::Instantiation>& instantiations,
                         const Sources& sources, Sink& sink)
    : instantiations_(instantiations),
      sink_(sink),
      mark_(sink.diagnostics().size()),
      inspection_(target.inspection(graph, sources, sink)) {}

bool TargetCheck::step(std::size_t nodes) {
  if (inspection_->step(nodes)) return true;
  sema::add_instances(instantiations_, mark_, sink_);
  return false;
}

namespace {

// A member that is taken away takes the comma behind it along: the next one cannot begin with it.
void widen_removals(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  for (Diagnostic& d : diagnostics) {
    for (Edit& edit : d.fix.edits) {
      if (!edit.member || !edit.span.valid()) continue;
      const std::string_view text = sources[edit.span.file].text();
      const std::size_t next = text.find_first_not_of(" \t", edit.span.end);
      if (next != std::string_view::npos && text[next] == ',')
        edit.span.end = static_cast<std::uint32_t>(next) + 1;
    }
  }
}

}  // namespace

void lint_environment(const Checked& checked, const Sources& sources,
                      const std::string& environment, Sink& sink, Timings& timings) {
  sink.set_environment(environment);
  const std::size_t mark = sink.diagnostics().size();
  timings.measure("lint", [&] {
    lint::lint_program(checked.program, *checked.plan, sink);
    return true;
  });
  sema::add_instances(checked.program.instantiations, mark, sink);
  blame_given_values(checked.program, sources, mark, sink);
  sink.set_environment("");
}

void lint_files(const lint::Files& files, Sink& sink, Timings& timings) {
  timings.measure("lint", [&] {
    lint::lint_files(files, sink);
    return true;
  });
}

std::vector<Diagnostic> told(const Sink& sink, Extent extent, const lint::Files& files,
                             const project::Levels& levels) {
  std::vector<Diagnostic> found = sink.sorted(extent.environments);
  drop_cascades(found, files.sources);
  lint::apply_allows(files, extent.whole, found);
  project::apply(levels, found);
  widen_removals(found, files.sources);
  return found;
}

}  // namespace svc::driver
