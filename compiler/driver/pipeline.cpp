// This file is the table of contents of the compiler: which phase follows which, and what goes from one to the next.
#include "driver/pipeline.h"

#include <algorithm>

#include "base/closest.h"
#include "check/check.h"
#include "driver/cascades.h"
#include "driver/imports.h"
#include "driver/targets.h"
#include "graph/verify.h"
#include "lint/allow.h"
#include "lint/lint.h"
#include "lower/lower.h"
#include "plan/plan.h"

namespace svc::driver {

namespace {

// The environments to look at: the one that was asked for, or all, or the nameless one of a program that declares none. Empty after a report.
std::vector<std::string> chosen(Compilation& c, const std::optional<std::string>& wanted) {
  std::vector<std::string> names;
  for (const sema::Environment& environment : c.environments) names.emplace_back(environment.name);
  if (!wanted) return names.empty() ? std::vector<std::string>{""} : names;
  for (const std::string& name : names) {
    if (name == *wanted) return {name};
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  auto report = c.sink.report<diag::UnknownEnvironment>(Span{c.main, 0, 0}, *wanted);
  report.help(known.empty() ? "this program declares no environments; leave out --env" : "it has " + enumerate(known, "and"));
  return {};
}

sema::Input input_of(const Compilation& c) { return {.sources = c.sources, .modules = c.modules, .files = c.disk}; }

// Program → Plan → Graph of one environment; nothing when the environment has errors.
struct Lowered {
  std::optional<graph::Graph> graph;
  std::vector<sema::Instantiation> instantiations;
};

// With `lints`, the rules of lint/ judge it as well.
Lowered compile_environment(Compilation& c, const std::string& environment, bool lints = false) {
  c.sink.set_environment(environment);
  const std::size_t before = c.sink.error_count();
  const auto failed = [&] { return c.sink.error_count() != before; };

  sema::Program program = c.timings.measure("analyze", [&] { return sema::analyze(input_of(c), environment, c.sink); });
  if (failed() || c.unreadable || program.app == nullptr) return {};  // a file without an app is there to be imported: nothing is made of it
  const std::size_t mark = c.sink.diagnostics().size();
  const plan::Plan plan = c.timings.measure("plan", [&] { return plan::make_plan(program, c.sink); });
  if (!failed()) c.timings.measure("check", [&] { check::check(program, plan, c.sink); return true; });
  if (lints && !failed()) c.timings.measure("lint", [&] { lint::lint_program(program, plan, c.sink); return true; });
  sema::add_instances(program.instantiations, mark, c.sink);
  if (failed()) return {};
  graph::Graph graph = c.timings.measure("lower", [&] { return lower::lower(program, plan, c.sources); });
  c.timings.measure("verify", [&] { graph::verify(graph, c.sink); return true; });
  if (failed()) return {};
  return {std::move(graph), std::move(program.instantiations)};
}

// The documents of a target; what it finds in the body of a component says where that was instantiated.
std::vector<emit::OutputFile> emit_target(Compilation& c, const emit::Target& target, const Lowered& lowered, const emit::EmitOptions& options) {
  const std::size_t mark = c.sink.diagnostics().size();
  std::vector<emit::OutputFile> files = c.timings.measure(target.name(), [&] { return target.emit(*lowered.graph, c.sources, options, c.sink); });
  sema::add_instances(lowered.instantiations, mark, c.sink);
  return files;
}

}  // namespace

std::vector<Diagnostic> Compilation::diagnostics() const {
  std::vector<Diagnostic> found = sink.sorted(checked);
  drop_cascades(found, sources);
  lint::apply_allows({sources, modules}, linted, found);
  project::apply(levels, found);
  return found;
}

Compilation open_text(std::string path, std::string text, const FileSystem* files) {
  Compilation c;
  c.main = c.sources.add(SourceFile(std::move(path), std::move(text)));
  c.disk = files;
  c.timings.measure("parse", [&] { read_all(c); return true; });
  c.unreadable = c.sink.has_errors();
  c.environments = sema::environments(c.files.front());
  return c;
}

Result<Compilation> open(const FileSystem& files, const std::string& path) {
  Result<std::string> text = files.read(path);
  if (!text) return Failure{text.error()};
  return open_text(path, std::move(text).value(), &files);
}

void check(Compilation& c, const std::optional<std::string>& environment) {
  const std::vector<std::string> names = chosen(c, environment);
  c.checked = names.size();
  c.linted = !environment;
  for (const std::string& name : names) {
    const Lowered lowered = compile_environment(c, name, true);
    c.linted = c.linted && lowered.graph;
    if (!lowered.graph) continue;
    // What a target's schema refuses is a fault of the program too, so the documents are made and thrown away.
    for (const emit::Target* target : targets()) {
      const bool wanted = c.targets.empty() || std::find(c.targets.begin(), c.targets.end(), target->name()) != c.targets.end();
      if (wanted) (void)emit_target(c, *target, lowered, {});
    }
  }
  c.sink.set_environment("");
  if (c.sink.has_errors()) {  // a program that is wrong is not judged: what one environment would be told may come of the fault in another
    c.sink.keep_since(0, [](const Diagnostic& d) { return !lint::is_rule(d.code); });
  } else {
    c.timings.measure("lint", [&] { lint::lint_files({c.sources, c.modules}, c.sink); return true; });
  }
}

void append(Sources& sources, std::vector<Diagnostic>& diagnostics, Compilation c) {
  const auto offset = static_cast<std::uint32_t>(sources.size());
  const auto move_span = [offset](Span& span) {
    if (span.valid()) span.file.index += offset;
  };
  std::vector<Diagnostic> found = c.diagnostics();
  for (Diagnostic& d : found) {
    move_span(d.span);
    for (Related& related : d.related) move_span(related.span);
    for (Edit& edit : d.fix.edits) move_span(edit.span);
    diagnostics.push_back(std::move(d));
  }
  for (SourceFile& file : c.sources) sources.add(std::move(file));
}

std::vector<Artifact> build(Compilation& c, const BuildOptions& options) {
  std::vector<Artifact> artifacts;
  const std::vector<std::string> names = chosen(c, options.environment);
  c.checked = names.size();
  for (const std::string& name : names) {
    const Lowered lowered = compile_environment(c, name);
    if (!lowered.graph) continue;
    for (const emit::Target* target : options.targets) {
      std::vector<emit::OutputFile> files = emit_target(c, *target, lowered, options.emit);
      for (emit::OutputFile& file : files) artifacts.push_back({(file.map ? "maps/" : "") + std::string(target->name()) + "/" + file.path, std::move(file.contents), file.map});
    }
  }
  c.sink.set_environment("");
  if (c.sink.has_errors()) artifacts.clear();
  return artifacts;
}

std::string dump(Compilation& c, Representation representation, const std::optional<std::string>& environment) {
  if (representation == Representation::Ast) return ast::dump(c.files.front(), c.sources[c.main]);
  std::string out;
  const std::vector<std::string> names = chosen(c, environment);
  c.checked = names.size();
  for (const std::string& name : names) {
    if (representation == Representation::Program) {
      c.sink.set_environment(name);
      out += sema::dump(sema::analyze(input_of(c), name, c.sink), c.sources);
    } else if (const Lowered lowered = compile_environment(c, name); lowered.graph) {
      out += graph::dump(*lowered.graph, c.sources);
    }
  }
  c.sink.set_environment("");
  return c.sink.has_errors() ? "" : out;
}

}  // namespace svc::driver
