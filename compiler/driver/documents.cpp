#include "driver/documents.h"

#include <iterator>

#include "base/parallel.h"
#include "driver/across.h"
#include "driver/build.h"
#include "driver/graphs.h"
#include "emit/cloudformation/document.h"
#include "emit/terraform/document.h"
#include "lower/lower.h"

namespace svc::driver {

namespace {

using Documents = std::vector<Documented>;

emit::Document document_in(TargetId target, const graph::Graph& graph, const Layout& layout) {
  using Make = emit::Document (*)(const graph::Graph&, const Layout&);
  static constexpr PerTarget<Make> kMakers = {
      {&emit::cloudformation::document,
       [](const graph::Graph& whole, const Layout& /*one module*/) {
         return emit::terraform::document(whole);
       }}};
  return kMakers[target](graph, layout);
}

// The graph of a program that AWS accepted once: no check judges it.
std::optional<graph::Graph> unchecked_graph(const Engine& engine, EnvironmentState& environment) {
  if (engine.found_in_reading().has_errors()) return std::nullopt;
  const sema::Input input = engine.input();
  environment.sink.set_environment(environment.name);
  const sema::Program program = sema::analyze(input, environment.name, environment.sink);
  if (environment.sink.has_errors() || program.app == nullptr) return std::nullopt;
  plan::Plan plan = plan::make_plan(program, environment.sink);
  if (environment.sink.has_errors()) return std::nullopt;
  plan.across = across_environments(program, input);
  return lower::lower(program, plan, engine.sources());
}

// The documents of one environment. `alone`: threads are free for its targets.
Documents of_environment(const Engine& engine, EnvironmentState& environment,
                         const DocumentOptions& options, bool alone) {
  std::optional<graph::Graph> graph = checked_graph(engine, environment);
  if (!graph && !options.checked) {
    environment.sink = Sink();
    graph = unchecked_graph(engine, environment);
  }
  // They are large. The outline stays: it is compared with other environments (check/across.h).
  environment.checked.plan.reset();
  environment.checked.program = {};
  if (!graph) return {};
  Documents documents(options.targets.size());
  std::vector<Sink> sinks(documents.size());
  for_each_parallel(
      documents.size(), alone && graph->nodes.size() >= kNodesWorthThreads, [&](std::size_t i) {
        const emit::Target& target = *options.targets[i];
        documents[i].document = document_in(target.id(), *graph, engine.settings().layout);
        if (options.printed)
          documents[i].files = target.emit(*graph, engine.sources(), {.whole = true}, sinks[i]);
      });
  for (const Sink& sink : sinks) environment.sink.append(sink);
  if (options.graphs && !documents.empty()) documents.front().graph = std::move(graph);
  return documents;
}

}  // namespace

std::vector<Documented> documents(Engine& engine, const DocumentOptions& options) {
  std::vector<Documents> made =
      engine.each_environment(options.environment, [&](EnvironmentState& environment, bool alone) {
        return of_environment(engine, environment, options, alone);
      });
  Documents found;
  if (engine.has_errors()) return found;
  std::size_t count = 0;
  for (const Documents& one : made) count += one.size();
  found.reserve(count);  // a vector that grows would copy graphs, and with them the documents
  for (Documents& one : made) std::move(one.begin(), one.end(), std::back_inserter(found));
  return found;
}

}  // namespace svc::driver
