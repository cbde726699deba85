#include "driver/build.h"

#include <fmt/format.h>

#include <iterator>

#include "base/parallel.h"
#include "syntax/tokens.h"

namespace svc::driver {

namespace {

using Artifacts = std::vector<Artifact>;

struct Emitted {
  Artifacts artifacts;
  Sink sink;
  Timings timings;
};

Artifact artifact(const emit::Target& target, emit::OutputFile& file) {
  const std::string folder = file.deploy ? "deploy/"
                             : file.map  ? fmt::format("maps/{}/", target.name())
                                         : fmt::format("{}/", target.name());
  return {folder + file.path, std::move(file.contents), file.map, file.part, file.note};
}

Emitted emit_one(const Engine& engine, const EnvironmentState& environment,
                 const std::vector<sema::Instantiation>& instantiations, const emit::Target& target,
                 const BuildOptions& options) {
  Emitted emitted;
  emitted.sink.set_environment(environment.name);
  emit::EmitOptions emit = options.emit;
  Timings writing;
  if (options.take) {
    emit.take = [&](emit::OutputFile& file) {
      writing.measure("write", [&] { options.take(artifact(target, file)); });
    };
  }
  for (emit::OutputFile& file :
       emit_target(target, *environment.graph, instantiations, engine.sources(), emit, emitted.sink,
                   emitted.timings)) {
    file.contents.shrink_to_fit();  // a third of it was room to grow
    emitted.artifacts.push_back(artifact(target, file));
  }
  emitted.timings.add_inner(target.name(), writing);
  return emitted;
}

Artifacts build_one(const Engine& engine, EnvironmentState& environment,
                    const BuildOptions& options, bool alone) {
  engine.check_environment(environment, options.checks);
  if (!environment.checked.sound) return {};
  environment.graph = lower_environment(environment.checked, engine.sources(), environment.sink,
                                        environment.timings);
  if (!environment.graph) return {};
  // The graph is all that the targets need, and with their documents a program is at its largest.
  // The outline stays: it is compared with other environments (check/across.h).
  const std::vector<sema::Instantiation> instantiations =
      std::move(environment.checked.program.instantiations);
  environment.checked.plan.reset();
  environment.checked.program = {};
  std::vector<Emitted> emitted(options.targets.size());
  const std::size_t nodes = environment.graph->nodes.size();
  const bool in_threads = alone && nodes >= kNodesWorthThreads && nodes < kNodesTooManyForThreads;
  for_each_parallel(emitted.size(), in_threads, [&](std::size_t i) {
    emitted[i] = emit_one(engine, environment, instantiations, *options.targets[i], options);
  });
  Artifacts artifacts;
  for (Emitted& one : emitted) {
    environment.sink.append(one.sink);
    environment.timings.add(one.timings);
    std::move(one.artifacts.begin(), one.artifacts.end(), std::back_inserter(artifacts));
  }
  environment.graph.reset();
  return artifacts;
}

std::string dump_one(const Engine& engine, Representation representation,
                     EnvironmentState& environment) {
  if (representation == Representation::Program) {
    environment.sink.set_environment(environment.name);
    return sema::dump(sema::analyze(engine.input(), environment.name, environment.sink),
                      engine.sources());
  }
  engine.check_environment(environment);
  if (!environment.checked.sound) return "";
  const auto graph = lower_environment(environment.checked, engine.sources(), environment.sink,
                                       environment.timings);
  return graph ? graph::dump(*graph, engine.sources()) : "";
}

}  // namespace

std::vector<Artifact> build(Engine& engine, const BuildOptions& given) {
  BuildOptions options = given;
  engine.read();
  if (options.emit.map) options.emit.hidden = engine.hidden();
  std::vector<Artifacts> made =
      engine.each_environment(options.environment, [&](EnvironmentState& environment, bool alone) {
        return build_one(engine, environment, options, alone);
      });
  Artifacts artifacts;
  if (engine.has_errors()) return artifacts;
  for (Artifacts& one : made) std::move(one.begin(), one.end(), std::back_inserter(artifacts));
  return artifacts;
}

std::string dump(Engine& engine, Representation representation,
                 const std::optional<std::string>& environment) {
  engine.read();
  if (engine.unreadable()) return "";
  const ast::Ast& main = *engine.modules().front().ast;
  const SourceFile& source = engine.sources()[main.file];
  if (representation == Representation::Tokens) return syntax::dump_tokens(source);
  if (representation == Representation::Ast) return ast::dump(main, source);
  const std::vector<std::string> dumped = engine.each_environment(
      environment,
      [&](EnvironmentState& one, bool) { return dump_one(engine, representation, one); });
  std::string out;
  for (const std::string& one : dumped) out += one;
  return engine.has_errors() ? "" : out;
}

}  // namespace svc::driver
