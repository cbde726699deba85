// This file is the table of contents of the compiler: which phase follows which, and what goes from one to the next.
#include "driver/pipeline.h"

#include <algorithm>

#include "base/closest.h"
#include "driver/environment.h"
#include "driver/imports.h"
#include "driver/targets.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"

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

// Reads the files of a compilation from its disk, each as it is asked for.
class Reader final : public Library {
 public:
  explicit Reader(Compilation& c) : c_(c) {}

  const ast::Ast& parse(SourceId source) { return c_.files.emplace_back(syntax::parse(c_.sources, source, c_.sink)); }

  [[nodiscard]] Result<const ast::Ast*> file(const std::string& path) override {
    Result<std::string> text = is_std(path) ? read_std(path) : c_.disk != nullptr ? c_.disk->read(path) : Result<std::string>(Failure{"no files can be read here"});
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

// What the lints say goes to `lints`, if there is one.
Lowered compile_environment(Compilation& c, const std::string& environment, Sink* lints = nullptr) {
  Checked checked = check_environment(input_of(c), environment, c.unreadable, c.sink, c.timings);
  if (!checked.sound) return {};
  if (lints != nullptr) lint_environment(checked, environment, *lints, c.timings);
  return {lower_environment(checked, c.sources, c.sink, c.timings), std::move(checked.program.instantiations)};
}

}  // namespace

std::vector<Diagnostic> Compilation::diagnostics() const {
  return told(sink, {.environments = checked, .whole = linted}, {sources, modules}, levels);
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

void check(Compilation& c, const std::optional<std::string>& environment) {
  const std::vector<std::string> names = chosen(c, environment);
  c.checked = names.size();
  Sink lints;
  c.linted = !environment;
  for (const std::string& name : names) {
    const Lowered lowered = compile_environment(c, name, &lints);
    c.linted = c.linted && lowered.graph;
    if (!lowered.graph) continue;
    // What a target's schema refuses is a fault of the program too.
    for (const emit::Target* target : targets()) {
      const bool wanted = c.targets.empty() || std::find(c.targets.begin(), c.targets.end(), target->name()) != c.targets.end();
      if (wanted) c.timings.measure(target->name(), [&] { return TargetCheck(*target, *lowered.graph, lowered.instantiations, c.sources, c.sink).step(lowered.graph->nodes.size()); });
    }
  }
  c.sink.set_environment("");
  if (c.sink.has_errors()) return;
  c.sink.append(lints);
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

std::vector<Artifact> build(Compilation& c, const BuildOptions& options) {
  std::vector<Artifact> artifacts;
  const std::vector<std::string> names = chosen(c, options.environment);
  c.checked = names.size();
  for (const std::string& name : names) {
    const Lowered lowered = compile_environment(c, name);
    if (!lowered.graph) continue;
    for (const emit::Target* target : options.targets) {
      std::vector<emit::OutputFile> files = emit_target(*target, *lowered.graph, lowered.instantiations, c.sources, options.emit, c.sink, c.timings);
      for (emit::OutputFile& file : files) artifacts.push_back({(file.map ? "maps/" : "") + std::string(target->name()) + "/" + file.path, std::move(file.contents), file.map});
    }
  }
  c.sink.set_environment("");
  if (c.sink.has_errors()) artifacts.clear();
  return artifacts;
}

std::string dump(Compilation& c, Representation representation, const std::optional<std::string>& environment) {
  if (representation == Representation::Tokens) return syntax::dump_tokens(c.sources[c.main]);
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
