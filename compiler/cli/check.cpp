#include <fmt/format.h>

#include <deque>
#include <memory>
#include <set>

#include "base/paths.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/programs.h"
#include "cli/report.h"
#include "diagnostics/render.h"
#include "driver/pipeline.h"

namespace svc::cli {

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string environment;
  std::string format = "text";
  std::string fail_on = "error";
};

bool fails(const std::vector<Diagnostic>& diagnostics, std::string_view fail_on) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [fail_on](const Diagnostic& d) {
    return d.severity == Severity::Error || (fail_on == "warning" && d.severity == Severity::Warning);
  });
}

// Of files that import each other none is a part of the other.
bool in_circle(const driver::Compilation& program) {
  const std::vector<Diagnostic>& said = program.sink.diagnostics();
  return std::any_of(said.begin(), said.end(), [](const Diagnostic& d) { return d.code == Code::ImportCycle; });
}

Format parse_format(const std::string& name) { return name == "json" ? Format::Json : name == "short" ? Format::Short : Format::Text; }

int run(const Options& options) {
  const Disk disk;
  std::vector<Found> programs;
  for (const std::string& path : options.paths.empty() ? std::vector<std::string>{""} : options.paths) {
    const Result<std::vector<Found>> found = find_programs(disk, path);
    if (!found) return complain(found.error()), kCannotRun;
    programs.insert(programs.end(), found.value().begin(), found.value().end());
  }
  // One list for all files, so that JSON is one document: the files' sources are put behind each other.
  Sources sources;
  std::vector<Diagnostic> all;
  std::deque<driver::Compilation> opened;
  std::set<std::string> imported;
  for (const Found& program : programs) {
    Result<driver::Compilation> one = driver::open(disk, program.path);
    if (!one) return complain(program.path, one.error()), kCannotRun;
    opened.push_back(std::move(one).value());
    opened.back().levels = program.levels();
    opened.back().targets = program.targets();
    for (const SourceFile& source : opened.back().sources) {
      if (normal_path(source.path()) != normal_path(program.path)) imported.insert(normal_path(source.path()));
    }
  }
  for (std::size_t i = 0; i < opened.size(); ++i) {
    if (opened.size() > 1 && imported.contains(normal_path(programs[i].path)) && !in_circle(opened[i])) continue;  // checked as part of the program that imports it
    driver::Compilation& compilation = opened[i];
    driver::check(compilation, options.environment.empty() ? std::nullopt : std::optional(options.environment));
    driver::append(sources, all, std::move(compilation));
  }
  show(all, sources, parse_format(options.format));
  return fails(all, options.fail_on) ? kProgramHasErrors : kFine;
}

}  // namespace

void add_check(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "Find every mistake in every environment, and write nothing");
  command->add_option("paths", options->paths, "Programs: .svc files, folders, or - for standard input (default: the project's)");
  command->add_option("-e,--env", options->environment, "Look at this environment only")->type_name("NAME");
  command->add_option("--format", options->format, "How to say it: text, short (a line each) or json")->check(CLI::IsMember({"text", "short", "json"}))->capture_default_str()->type_name("FORMAT");
  command->add_option("--fail-on", options->fail_on, "What makes the exit status 1: error or warning")->check(CLI::IsMember({"error", "warning"}))->capture_default_str()->type_name("LEVEL");
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace svc::cli
