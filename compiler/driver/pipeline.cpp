// This file is the table of contents of the compiler: which phase follows which, and what goes from
// one to the next.
#include "driver/pipeline.h"

#include <algorithm>
#include <iterator>

#include "base/closest.h"
#include "base/parallel.h"
#include "diagnostics/codes/names.h"
#include "driver/environment.h"
#include "driver/imports.h"
#include "driver/targets.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"

namespace svc::driver {

namespace {

// The environments to look at: the one that was asked for, or all, or the nameless one of a program
// that declares none. Empty after a report.
std::vector<std::string> chosen(Compilation& c, const std::optional<std::string>& wanted) {
  std::vector<std::string> names;
  for (const sema::Environment& environment : c.environments) names.emplace_back(environment.name);
  if (!wanted) return names.empty() ? std::vector<std::string>{""} : names;
  for (const std::string& name : names) {
    if (name == *wanted) return {name};
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  auto report = c.sink.report<diag::UnknownEnvironment>(Span{c.main, 0, 0}, *wanted);
  report.help(known.empty() ? "this program declares no environments; leave out --env"
                            : "it has " + enumerate(known, "and"));
  return {};
}

sema::Input input_of(const Compilation& c) {
  return {.sources = c.sources, .modules = c.modules, .files = c.disk};
}

// Reads the files of a compilation from its disk, each as it is asked for.
class Reader final : public Library {
 public:
  explicit Reader(Compilation& c) : c_(c) {}

  const ast::Ast& parse(SourceId source) {
    return c_.files.emplace_back(syntax::parse(c_.sources, source, c_.sink));
  }

  [[nodiscard]] Result<const ast::Ast*> file(const std::string& path) override {
    Result<std::string> text = is_std(path) ? read_std(path)
                               : c_.disk != nullptr
                                   ? c_.disk->read(path)
                                   : Result<std::string>(Failure{"no files can be read here"});
    if (!text) return Failure{text.error()};
    return &parse(c_.sources.add(SourceFile(path, std::move(text).value())));
  }

 private:
  Compilation& c_;
};

// Program → Plan → Graph of one environment; nothing when the environment has errors.
struct Lowered {
  std::optional<graph::Graph> graph;
  std::vector<sema::Instantiation> instantiations;
};

// What one environment, or one target of it, has to say; put together in their order when all are
// done.
struct Findings {
  Sink sink;
  Sink lints;
  Timings timings;
};

Lowered compile_environment(const Compilation& c, const std::string& environment,
                            Findings& findings, bool lint) {
  Checked checked =
      check_environment(input_of(c), environment, c.unreadable, findings.sink, findings.timings);
  if (!checked.sound) return {};
  if (lint) lint_environment(checked, c.sources, environment, findings.lints, findings.timings);
  return {lower_environment(checked, c.sources, findings.sink, findings.timings),
          std::move(checked.program.instantiations)};
}

void take(Compilation& c, const Findings& findings) {
  c.sink.append(findings.sink);
  c.timings.add(findings.timings);
}

// Environments know nothing of each other, so they are looked at side by side where that pays: to
// start a thread, and to get memory for it that nobody has used yet, takes about a millisecond, in
// which a small program is done. Of a very large one each environment needs hundreds of megabytes,
// so that one follows the other.
constexpr std::size_t kWorthThreads = 16UL * 1024;  // bytes of program
constexpr std::size_t kTooLargeForAll = 512UL * 1024;

bool all_at_once(const Compilation& c, std::size_t environments) {
  std::size_t bytes = 0;
  for (const SourceFile& file : c.sources) bytes += file.text().size();
  return environments > 1 && bytes >= kWorthThreads && bytes < kTooLargeForAll;
}

// The targets of one environment are written side by side; each takes as long as a thread needs to
// begin (about a tenth of a millisecond) for so many nodes of the graph.
constexpr std::size_t kNodesWorthThreads = 24;

}  // namespace

std::vector<Diagnostic> Compilation::diagnostics() const {
  return told(sink, {.environments = checked, .whole = linted}, {sources, modules},
              settings.levels);
}

Compilation open_text(std::string path, std::string text, const FileSystem* files) {
  Compilation c;
  c.main = c.sources.add(SourceFile(std::move(path), std::move(text)));
  c.disk = files;
  c.timings.measure("parse", [&] {
    Reader reader(c);
    const ast::Ast& main = reader.parse(c.main);
    c.modules = link(c.sources, main, reader, c.sink);
    return true;
  });
  c.unreadable = c.sink.has_errors();
  c.environments = sema::environments(c.files.front());
  return c;
}

Result<Compilation> open(const FileSystem& files, const std::string& path) {
  Result<std::string> text = files.read(path);
  if (!text) return Failure{text.error()};
  return open_text(path, std::move(text).value(), &files);
}

namespace {

// Whether the environment can be made; what a target's schema refuses is a fault of the program
// too.
bool check_one(const Compilation& c, const std::string& environment, Findings& findings) {
  const Lowered lowered = compile_environment(c, environment, findings, true);
  if (!lowered.graph) return false;
  for (const emit::Target* target : chosen_targets(c.settings.targets)) {
    findings.timings.measure(target->name(), [&] {
      return TargetCheck(*target, *lowered.graph, lowered.instantiations, c.sources, findings.sink)
          .step(lowered.graph->nodes.size());
    });
  }
  return true;
}

}  // namespace

void check(Compilation& c, const std::optional<std::string>& environment) {
  const std::vector<std::string> names = chosen(c, environment);
  c.checked = names.size();
  std::vector<Findings> all(names.size());
  std::vector<char> lowered(names.size());  // no bits: each is written by another thread
  for_each_parallel(names.size(), all_at_once(c, names.size()),
                    [&](std::size_t i) { lowered[i] = check_one(c, names[i], all[i]) ? 1 : 0; });
  for (const Findings& one : all) take(c, one);
  c.linted = !environment &&
             std::all_of(lowered.begin(), lowered.end(), [](char made) { return made != 0; });
  if (c.sink.has_errors()) return;
  for (const Findings& one : all) c.sink.append(one.lints);
  lint_files({c.sources, c.modules}, c.sink, c.timings);
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

namespace {

using Artifacts = std::vector<Artifact>;

Artifacts emit_one(const Compilation& c, const emit::Target& target, const Lowered& lowered,
                   const std::string& environment, const emit::EmitOptions& options,
                   Findings& findings) {
  findings.sink.set_environment(environment);
  Artifacts artifacts;
  for (emit::OutputFile& file : emit_target(target, *lowered.graph, lowered.instantiations,
                                            c.sources, options, findings.sink, findings.timings)) {
    artifacts.push_back({(file.map ? "maps/" : "") + std::string(target.name()) + "/" + file.path,
                         std::move(file.contents), file.map});
  }
  return artifacts;
}

Artifacts build_one(const Compilation& c, const std::string& environment,
                    const BuildOptions& options, Findings& findings, bool alone) {
  const Lowered lowered = compile_environment(c, environment, findings, false);
  if (!lowered.graph) return {};
  std::vector<Artifacts> made(options.targets.size());
  std::vector<Findings> all(options.targets.size());
  for_each_parallel(
      made.size(), alone && lowered.graph->nodes.size() >= kNodesWorthThreads, [&](std::size_t i) {
        made[i] = emit_one(c, *options.targets[i], lowered, environment, options.emit, all[i]);
      });
  Artifacts artifacts;
  for (std::size_t i = 0; i < made.size(); ++i) {
    findings.sink.append(all[i].sink);
    findings.timings.add(all[i].timings);
    std::move(made[i].begin(), made[i].end(), std::back_inserter(artifacts));
  }
  return artifacts;
}

}  // namespace

std::vector<Artifact> build(Compilation& c, const BuildOptions& options) {
  const std::vector<std::string> names = chosen(c, options.environment);
  c.checked = names.size();
  const bool at_once = all_at_once(c, names.size());
  std::vector<Artifacts> made(names.size());
  std::vector<Findings> all(names.size());
  for_each_parallel(names.size(), at_once, [&](std::size_t i) {
    made[i] = build_one(c, names[i], options, all[i], !at_once);
  });
  Artifacts artifacts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    take(c, all[i]);
    std::move(made[i].begin(), made[i].end(), std::back_inserter(artifacts));
  }
  if (c.sink.has_errors()) artifacts.clear();
  return artifacts;
}

std::string dump(Compilation& c, Representation representation,
                 const std::optional<std::string>& environment) {
  if (representation == Representation::Tokens) return syntax::dump_tokens(c.sources[c.main]);
  if (representation == Representation::Ast) return ast::dump(c.files.front(), c.sources[c.main]);
  std::string out;
  const std::vector<std::string> names = chosen(c, environment);
  c.checked = names.size();
  for (const std::string& name : names) {
    if (representation == Representation::Program) {
      c.sink.set_environment(name);
      out += sema::dump(sema::analyze(input_of(c), name, c.sink), c.sources);
    } else {
      Findings findings;
      const Lowered lowered = compile_environment(c, name, findings, false);
      take(c, findings);
      if (lowered.graph) out += graph::dump(*lowered.graph, c.sources);
    }
  }
  c.sink.set_environment("");
  return c.sink.has_errors() ? "" : out;
}

}  // namespace svc::driver
