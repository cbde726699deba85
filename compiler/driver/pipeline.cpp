// The table of contents of the compiler: which phase follows which, and what goes from one to the
// next. Files become trees in driver/files.h; everything here is about one environment.
#include "driver/pipeline.h"

#include <algorithm>
#include <stdexcept>

#include "check/check.h"
#include "driver/blame.h"
#include "graph/verify.h"
#include "lower/lower.h"
#include "plan/as_patched.h"

namespace svc::driver {

namespace {

// What the checks say only of the program as its patches leave it.
void check_as_patched(sema::Program& program, Sink& sink) {
  const plan::AsPatched patched(program);
  if (!patched.changes()) return;
  Sink found;
  found.set_environment(sink.environment());
  const plan::Plan plan = plan::make_plan(program, found);
  if (!found.has_errors()) check::check(program, plan, found);
  const std::vector<Diagnostic>& known = sink.diagnostics();
  found.keep_since(0, [&](const Diagnostic& d) {
    return std::none_of(known.begin(), known.end(), [&](const Diagnostic& other) {
      return other.code == d.code && other.span == d.span;
    });
  });
  sink.append(found);
}

void add_former_names(Checked& checked, const sema::Input& input, const std::string& environment) {
  sema::Input unrecorded = input;
  unrecorded.recorder = nullptr;
  for (std::size_t ago = 1; ago <= checked.program.renamings(); ++ago) {
    Sink nobody;
    Checked::Former former;
    former.program = sema::analyze(unrecorded, environment, nobody);
    former.program.call_as(ago);
    former.plan = plan::make_plan(former.program, nobody);
    checked.former.push_back(std::move(former));
  }
}

// The nodes are those of the oldest names, so what they are called at AWS stays; beside these names
// each has those that it had since, for targets that can move.
graph::Graph lower_with_former_names(const Checked& checked, const Sources& sources) {
  graph::Graph now = lower::lower(checked.program, *checked.plan, sources);
  if (checked.former.empty()) return now;
  std::vector<graph::Graph> before;
  for (const Checked::Former& former : checked.former)
    before.push_back(lower::lower(former.program, former.plan, sources));
  graph::Graph oldest = std::move(before.back());
  before.pop_back();
  for (std::uint32_t i = 0; i < oldest.nodes.size(); ++i) {
    const graph::NodeId id{i};
    graph::Node& node = oldest.nodes[id];
    std::vector<std::string> names = {node.name};
    for (auto graph = before.rbegin(); graph != before.rend(); ++graph) {
      if (graph->nodes[id].name != names.back()) names.push_back(graph->nodes[id].name);
    }
    const graph::Node& present = now.nodes[id];
    if (present.kind != node.kind)
      throw std::logic_error("a renamed block makes other resources: " + node.kind);
    if (present.name != names.back()) names.push_back(present.name);
    node.name = names.back();
    node.owner = present.owner;
    names.pop_back();
    node.former_names = std::move(names);
  }
  oldest.patches = now.patches;
  return oldest;
}

}  // namespace

Checked check_environment(const sema::Input& input, const std::string& environment, bool unreadable,
                          Sink& sink, Timings& timings) {
  sink.set_environment(environment);
  const std::size_t errors = sink.error_count();
  const std::size_t begin = sink.diagnostics().size();
  const auto failed = [&] { return sink.error_count() != errors; };
  Checked checked;
  checked.program =
      timings.measure("analyze", [&] { return sema::analyze(input, environment, sink); });
  const bool wanted = input.cancellation == nullptr || !input.cancellation->cancelled();
  // A file without an app is there to be imported: nothing is made of it.
  if (wanted && !failed() && !unreadable && checked.program.app != nullptr) {
    const std::size_t mark = sink.diagnostics().size();
    checked.plan = timings.measure("plan", [&] { return plan::make_plan(checked.program, sink); });
    if (!failed())
      timings.measure("check", [&] {
        check::check(checked.program, *checked.plan, sink);
        check_as_patched(checked.program, sink);
      });
    sema::add_instances(checked.program.instantiations, mark, sink);
    checked.outline = check::outline_of(checked.program);
    checked.sound = !failed();
  }
  blame_given_values(checked.program, input.sources, begin, sink);
  if (checked.sound) add_former_names(checked, input, environment);
  return checked;
}

void lint_environment(const Checked& checked, const Sources& sources,
                      const std::string& environment, Sink& sink, Timings& timings) {
  sink.set_environment(environment);
  const std::size_t mark = sink.diagnostics().size();
  timings.measure("lint", [&] { lint::lint_program(checked.program, *checked.plan, sink); });
  sema::add_instances(checked.program.instantiations, mark, sink);
  blame_given_values(checked.program, sources, mark, sink);
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

}  // namespace svc::driver
