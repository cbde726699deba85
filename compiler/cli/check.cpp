#include <fmt/format.h>

#include <deque>
#include <memory>
#include <set>
#include <tuple>

#include "base/paths.h"
#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "cli/revision.h"
#include "cli/terminal.h"
#include "cli/usage.h"
#include "diagnostics/fingerprint.h"
#include "driver/engine.h"
#include "driver/findings.h"
#include "driver/programs.h"

namespace svc::cli {

namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  std::string environment;
  std::string format = "text";
  std::string fail_on = "error";
  std::optional<std::size_t> max_warnings;
  std::string baseline;
  std::size_t max_diagnostics = Sink::kMost;
};

// The findings of all programs in one list, so that JSON is one document. The programs' sources are
// appended to each other.
struct Findings {
  Sources sources;
  std::vector<Diagnostic> diagnostics;
  std::size_t dropped = 0;  // found beyond those
};

// All programs that import a file report the same about it.
void keep_once(Findings& all) {
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, Code, std::string, std::string>>
      seen;
  std::vector<Diagnostic> kept;
  for (Diagnostic& d : all.diagnostics) {
    const std::string path = d.span.valid() ? normal_path(all.sources[d.span.file].path()) : "";
    if (seen.emplace(path, d.span.begin, d.span.end, d.code, d.message, d.environment).second)
      kept.push_back(std::move(d));
  }
  all.diagnostics = std::move(kept);
}

// The programs that were read; each engine is let go as soon as what it found is known.
using Engines = std::deque<std::unique_ptr<driver::Engine>>;

// Reads a program; null if it cannot be read, for the reason given.
std::unique_ptr<driver::Engine> read(const FileSystem& files, const driver::Found& program,
                                     std::string* why, std::size_t most = Sink::kMost) {
  auto engine = std::make_unique<driver::Engine>(files, program.path, program.settings());
  engine->keep_at_most(most);
  engine->read();
  if (!engine->unreadable()) return engine;
  *why = *engine->unreadable();
  return nullptr;
}

Findings check_all(Engines engines, const std::string& environment) {
  std::vector<driver::Readings> readings;
  for (const auto& engine : engines) readings.push_back(engine->readings());
  const std::set<std::string, std::less<>> parts = driver::parts_of_others(readings);
  Findings all;
  Progress progress(engines.size());
  for (std::unique_ptr<driver::Engine>& engine : engines) {
    if (parts.contains(normal_path(engine->main_path()))) continue;
    progress.step("checking " + engine->main_path());
    engine->examine(environment.empty() ? std::nullopt : std::optional(environment));
    driver::append_findings(all.sources, all.diagnostics, engine->sources(), engine->diagnostics());
    all.dropped += engine->dropped();
    engine.reset();
  }
  keep_once(all);
  return all;
}

Result<Findings> check_disk(const Disk& disk, const std::vector<driver::Found>& programs,
                            const CheckOptions& options) {
  Engines engines;
  Progress progress(programs.size());
  std::string why;
  for (const driver::Found& program : programs) {
    progress.step("reading " + program.path);
    engines.push_back(read(disk, program, &why, options.max_diagnostics));
    if (engines.back() == nullptr) return Failure{program.unreadable(why)};
  }
  return check_all(std::move(engines), options.environment);
}

// A file that the revision has and the disk has no more. Its project is the one that the disk has
// there now, so that it is judged as the file that it has become; else the one of the revision.
driver::Found gone_program(const Disk& disk, const Revision& revision, const std::string& path) {
  for (const FileSystem* files :
       {static_cast<const FileSystem*>(&disk), static_cast<const FileSystem*>(&revision)}) {
    const Result<std::vector<driver::Found>> found = driver::find_programs(*files, path);
    if (found && found.value().front().project != nullptr) return found.value().front();
  }
  return {path, nullptr, "."};
}

// The same programs at that revision, and the deleted ones, whose findings may have moved. New
// programs had no findings.
Findings check_revision(const Disk& disk, const Revision& revision,
                        std::vector<driver::Found> programs, const std::string& environment) {
  Engines engines;
  std::string why;
  for (const std::string& path : revision.gone(".svc"))
    programs.push_back(gone_program(disk, revision, path));
  Progress progress(programs.size());
  for (const driver::Found& program : programs) {
    progress.step(fmt::format("reading {} of the revision", program.path));
    if (std::unique_ptr<driver::Engine> engine = read(revision, program, &why))
      engines.push_back(std::move(engine));
  }
  return check_all(std::move(engines), environment);
}

// The fingerprints of known findings: from a saved report, or from the programs at a git revision.
Result<std::vector<std::string>> known_before(const CheckOptions& options, const Disk& disk,
                                              const std::vector<driver::Found>& programs) {
  if (disk.exists(options.baseline)) {
    const Result<std::string> text = disk.read(options.baseline);
    if (!text) return Failure{fmt::format("{}: {}", options.baseline, text.error())};
    return saved_fingerprints(text.value(), options.baseline);
  }
  if (programs.front().path == "-")
    return Failure{"standard input is in no revision; give --diff a saved report"};
  const std::string folder(folder_of(programs.front().path));
  const Result<Revision> revision = Revision::open(options.baseline, folder.empty() ? "." : folder);
  if (!revision) return Failure{revision.error()};
  const Findings then = check_revision(disk, revision.value(), programs, options.environment);
  return fingerprints(then.diagnostics, then.sources, report_paths());
}

// The lowest severity that makes the check fail; nothing for `never`.
std::optional<Severity> failing(const CheckOptions& options) {
  if (options.fail_on == "never") return std::nullopt;
  return options.fail_on == "note"      ? Severity::Note
         : options.fail_on == "warning" ? Severity::Warning
                                        : Severity::Error;
}

bool fails(const std::vector<Diagnostic>& diagnostics, const CheckOptions& options) {
  const std::optional<Severity> least = failing(options);
  const auto warnings = static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::Warning; }));
  if (options.max_warnings && warnings > *options.max_warnings) {
    complain(fmt::format("{} {} more than --max-warnings allows", warnings - *options.max_warnings,
                         warnings - *options.max_warnings == 1 ? "warning" : "warnings"));
    return true;
  }
  return least && std::any_of(diagnostics.begin(), diagnostics.end(),
                              [&](const Diagnostic& d) { return d.severity >= *least; });
}

int run_check(const CheckOptions& options) {
  const Disk disk;
  std::vector<driver::Found> programs;
  for (const std::string& path :
       options.paths.empty() ? std::vector<std::string>{""} : options.paths) {
    const Result<std::vector<driver::Found>> found = driver::find_programs(disk, path);
    if (!found) return complain(found.error()), kCannotRun;
    programs.insert(programs.end(), found.value().begin(), found.value().end());
  }
  Result<Findings> now = check_disk(disk, programs, options);
  if (!now) return complain(now.error()), kCannotRun;
  std::vector<Diagnostic> diagnostics = std::move(now.value().diagnostics);
  if (!options.baseline.empty()) {
    const Result<std::vector<std::string>> known = known_before(options, disk, programs);
    if (!known) return complain("--diff", known.error()), kCannotRun;
    diagnostics =
        only_new(std::move(diagnostics), now.value().sources, report_paths(), known.value());
  }
  const bool failed = fails(diagnostics, options);
  std::size_t dropped = now.value().dropped;
  if (diagnostics.size() > options.max_diagnostics) {
    dropped += diagnostics.size() - options.max_diagnostics;
    diagnostics.resize(options.max_diagnostics);
  }
  show(diagnostics, now.value().sources, parse_format(options.format),
       failing(options).value_or(Severity::Error));
  complain_of_dropped(dropped, diagnostics.size());
  return failed ? kProgramHasErrors : kFine;
}

}  // namespace

void add_check(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check", "Find every mistake in every environment, and write nothing");
  command->footer(
      "For example:\n  svcc check                                # the project, or all below "
      "here\n  svcc check --diff main --fail-on warning  # only what this branch brings\n"
      "  svcc check --format sarif > svcc.sarif\n\nExit status: 0 nothing that --fail-on names was "
      "found, 1 something was, 2 it could not be checked.");
  command->add_option(
      "paths", options->paths,
      "Programs: .svc files, folders, or - for standard input (default: the project's)");
  command->add_option("-e,--env", options->environment, "Look at this environment only")
      ->type_name("NAME");
  command
      ->add_option("--format", options->format,
                   "How to say it: text, short (a line each), json, sarif, github, gitlab or junit")
      ->check(one_of(format_names()))
      ->capture_default_str()
      ->type_name("FORMAT");
  command
      ->add_option("--fail-on", options->fail_on,
                   "What makes the exit status 1: error, warning, note or never")
      ->check(one_of({"error", "warning", "note", "never"}))
      ->capture_default_str()
      ->type_name("LEVEL");
  command
      ->add_option("--max-warnings", options->max_warnings,
                   "Fail when there are more warnings than that")
      ->check(whole_number())
      ->type_name("NUMBER");
  command
      ->add_option("--max-diagnostics", options->max_diagnostics,
                   "Say so many; further ones are only counted")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("NUMBER");
  command
      ->add_option("--diff", options->baseline,
                   "Say only what is new against a git revision, or against a report that --format "
                   "json or sarif wrote")
      ->type_name("BASE");
  command->callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

}  // namespace svc::cli
