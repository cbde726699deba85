#include "driver/documents.h"

#include <iterator>

#include "driver/across.h"
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

}  // namespace

std::vector<Documented> documents(Engine& engine, const DocumentOptions& options) {
  std::vector<Documents> made =
      engine.each_environment(options.environment, [&](EnvironmentState& environment, bool) {
        Documents documents;
        std::optional<graph::Graph> graph = checked_graph(engine, environment);
        if (!graph && !options.checked) {
          environment.sink = Sink();
          graph = unchecked_graph(engine, environment);
        }
        if (!graph) return documents;
        documents.reserve(options.targets.size());  // documents are large, and are not to be copied
        for (const emit::Target* target : options.targets) {
          Documented& one = documents.emplace_back();
          one.document = document_in(target->id(), *graph, engine.settings().layout);
          if (options.printed)
            one.files = target->emit(*graph, engine.sources(), {.whole = true}, environment.sink);
        }
        if (options.graphs && !documents.empty()) documents.front().graph = std::move(graph);
        return documents;
      });
  Documents found;
  if (engine.has_errors()) return found;
  for (Documents& one : made) std::move(one.begin(), one.end(), std::back_inserter(found));
  return found;
}

}  // namespace svc::driver
