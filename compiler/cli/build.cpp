#include <fmt/format.h>

#include <map>
#include <memory>

#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "driver/pipeline.h"
#include "driver/targets.h"

namespace svc::cli {

namespace {

struct Options {
  std::string path;
  std::string environment;
  std::string target = "all";
  std::string output = "-";
  std::string format = "yaml";
  std::string dump;
  bool timings = false;
  bool quiet = false;
};

// The first line of every Terraform file that svcc writes, by which a later run knows its own.
constexpr std::string_view kMarker = "# Compiled by svcc";

std::optional<std::string> environment(const Options& options) {
  return options.environment.empty() ? std::nullopt : std::optional(options.environment);
}

// One document as it is; several with a line in front of each that says which it is, as a comment that YAML and HCL share.
void print(const std::vector<driver::Artifact>& artifacts) {
  for (const driver::Artifact& artifact : artifacts) {
    if (artifacts.size() > 1) fmt::print("{}# ==> {}\n", &artifact == artifacts.data() ? "" : artifact.path.ends_with(".tf") ? "\n" : "---\n", artifact.path);
    fmt::print("{}", artifact.contents);
  }
}

// The folders that were written, once each: what a person wants to open.
void report_folders(const Options& options, const std::vector<driver::Artifact>& artifacts) {
  std::map<std::string, std::size_t> counts;
  std::vector<std::string> order;
  for (const driver::Artifact& artifact : artifacts) {
    const std::string place = artifact.path.ends_with(".tf") ? artifact.path.substr(0, artifact.path.find_last_of('/') + 1) : artifact.path;
    if (counts[place]++ == 0) order.push_back(place);
  }
  for (const std::string& place : order) fmt::print(stderr, "wrote {}/{}\n", options.output, place);
}

int write(const Options& options, const std::vector<driver::Artifact>& artifacts) {
  std::vector<Output> files;
  for (const driver::Artifact& artifact : artifacts) files.push_back({artifact.path, artifact.contents});
  const Result<bool> written = write_all(options.output, files);
  if (!written) {
    fmt::print(stderr, "svcc: {}\n", written.error());
    return kCannotRun;
  }
  remove_stale(options.output, files, kMarker);
  if (!options.quiet) report_folders(options, artifacts);
  return kFine;
}

int dump(const Options& options, driver::Compilation& compilation) {
  static const std::map<std::string, driver::Representation> names = {
      {"ast", driver::Representation::Ast}, {"program", driver::Representation::Program}, {"graph", driver::Representation::Graph}};
  const std::string text = driver::dump(compilation, names.at(options.dump), environment(options));
  show(compilation.diagnostics(), compilation.sources, Format::Text);
  fmt::print("{}", text);
  return compilation.sink.has_errors() ? kProgramHasErrors : kFine;
}

int run(const Options& options) {
  const Disk disk;
  const Result<std::vector<std::string>> programs = program_files(options.path);
  if (!programs) return complain(options.path, programs.error()), kCannotRun;
  if (programs.value().size() > 1) return complain(options.path, fmt::format("this folder holds {} .svc files; name the one to compile", programs.value().size())), kCannotRun;
  Result<driver::Compilation> opened = driver::open(disk, programs.value().front());
  if (!opened) return complain(options.path, opened.error()), kCannotRun;
  driver::Compilation compilation = std::move(opened).value();
  if (!options.dump.empty()) return dump(options, compilation);

  driver::BuildOptions build{.environment = environment(options), .targets = {}, .emit = {}};
  build.emit.format = options.format == "json" ? emit::EmitOptions::Format::Json : emit::EmitOptions::Format::Yaml;
  for (const emit::Target* target : driver::targets()) {
    if (options.target == "all" || options.target == target->name()) build.targets.push_back(target);
  }
  const std::vector<driver::Artifact> artifacts = driver::build(compilation, build);
  show(compilation.diagnostics(), compilation.sources, Format::Text);
  if (compilation.sink.has_errors()) return kProgramHasErrors;
  int status = kFine;
  if (options.output == "-") {
    print(artifacts);
  } else {
    status = compilation.timings.measure("write", [&] { return write(options, artifacts); });
  }
  if (options.timings) fmt::print(stderr, "{}", compilation.timings.text());
  return status;
}

}  // namespace

void add_build(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("build", "Compile a program to CloudFormation and Terraform");
  command->add_option("file", options->path, "The program: a .svc file, a folder that holds one, or - for standard input")->required();
  command->add_option("-e,--env", options->environment, "Compile this environment only (default: each)")->type_name("NAME");
  command->add_option("-t,--target", options->target, "What to write: cloudformation, terraform or all")->check(CLI::IsMember({"cloudformation", "terraform", "all"}))->capture_default_str()->type_name("TARGET");
  command->add_option("-o,--output", options->output, "The folder to write to; - for standard output")->capture_default_str()->type_name("DIR");
  command->add_option("--format", options->format, "How to write CloudFormation: yaml or json")->check(CLI::IsMember({"yaml", "json"}))->capture_default_str()->type_name("FORMAT");
  command->add_option("--dump", options->dump, "Print what a phase of the compiler made instead: ast, program or graph")->check(CLI::IsMember({"ast", "program", "graph"}))->type_name("PHASE");
  command->add_flag("--timings", options->timings, "Print how long each phase took");
  command->add_flag("-q,--quiet", options->quiet, "Do not say what was written");
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace svc::cli
