#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/paths.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/examine.h"
#include "cli/fixing.h"
#include "cli/known.h"
#include "cli/report.h"
#include "cli/revision.h"
#include "cli/usage.h"
#include "diagnostics/baseline.h"
#include "diagnostics/fingerprint.h"
#include "driver/programs.h"

namespace svc::cli {

namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  std::string environment;
  std::string format = "text";
  std::string fail_on = "error";
  std::optional<std::size_t> max_warnings;
  std::string base;      // --diff
  std::string baseline;  // --write-baseline
  bool fix = false;
  bool dry_run = false;
  std::size_t max_diagnostics = Sink::kMost;
};

// The fingerprints of known findings: from a saved report, or from the programs at a git revision.
Result<std::vector<std::string>> known_before(const CheckOptions& options, const Disk& disk,
                                              const std::vector<driver::Found>& programs) {
  if (disk.exists(options.base)) {
    const Result<std::string> text = read_whole(disk, options.base);
    if (!text) return Failure{fmt::format("{}: {}", options.base, text.error())};
    return saved_fingerprints(text.value(), options.base);
  }
  if (programs.front().path == "-")
    return Failure{"standard input is in no revision; give --diff a saved report"};
  const std::string folder(folder_of(programs.front().path));
  const Result<Revision> revision = Revision::open(options.base, folder.empty() ? "." : folder);
  if (!revision) return Failure{revision.error()};
  const Findings then = examine_revision(disk, revision.value(), programs, options.environment);
  return fingerprints(then.diagnostics, then.sources, report_paths());
}

// The lowest severity that makes the check fail; nothing for `never`.
std::optional<Severity> failing(const CheckOptions& options) {
  if (options.fail_on == "never") return std::nullopt;
  return options.fail_on == "note"      ? Severity::Note
         : options.fail_on == "warning" ? Severity::Warning
                                        : Severity::Error;
}

// Also judges by what is not shown: `dropped` were found beyond the diagnostics that are kept.
bool fails(const std::vector<Diagnostic>& diagnostics, std::size_t dropped,
           const CheckOptions& options) {
  const std::optional<Severity> least = failing(options);
  const auto warnings =
      dropped + static_cast<std::size_t>(std::count_if(
                    diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::Warning; }));
  if (options.max_warnings && warnings > *options.max_warnings) {
    complain(fmt::format("{} {} more than --max-warnings allows", warnings - *options.max_warnings,
                         warnings - *options.max_warnings == 1 ? "warning" : "warnings"));
    return true;
  }
  return least && std::any_of(diagnostics.begin(), diagnostics.end(),
                              [&](const Diagnostic& d) { return d.severity >= *least; });
}

// The programs of the paths, or of the project.
Result<std::vector<driver::Found>> programs_of(const CheckOptions& options, const Disk& disk) {
  std::vector<driver::Found> programs;
  for (const std::string& path :
       options.paths.empty() ? std::vector<std::string>{""} : options.paths) {
    const Result<std::vector<driver::Found>> found = driver::find_programs(disk, path);
    if (!found) return found;
    programs.insert(programs.end(), found.value().begin(), found.value().end());
  }
  const bool input = std::any_of(programs.begin(), programs.end(),
                                 [](const driver::Found& each) { return each.path == "-"; });
  if (input && options.fix) return Failure{"--fix changes files, not standard input"};
  return programs;
}

// All diagnostics, after the requested fixes.
Result<Findings> findings_of(const CheckOptions& options, const Disk& disk,
                             const std::vector<driver::Found>& programs) {
  const Examination how{options.environment, std::max(options.max_diagnostics, Sink::kMost),
                        !options.baseline.empty()};
  Result<Findings> found = options.fix ? fix_programs(disk, programs, how, options.dry_run)
                                       : examine(disk, programs, how);
  if (!found) return found;
  Findings findings = std::move(found).value();
  if (!options.baseline.empty()) {
    if (const Result<bool> kept = leave_for_later(options.baseline, disk, findings); !kept)
      return kept.failure();
  }
  if (!options.base.empty()) {
    const Result<std::vector<std::string>> known = known_before(options, disk, programs);
    if (!known) return Failure{"--diff: " + known.error()};
    findings.diagnostics =
        only_new(std::move(findings.diagnostics), findings.sources, report_paths(), known.value());
  }
  return findings;
}

int run_check(const CheckOptions& options) {
  const Disk disk;
  const Result<std::vector<driver::Found>> programs = programs_of(options, disk);
  if (!programs) return complain(programs.error()), kCannotRun;
  Result<Findings> found = findings_of(options, disk, programs.value());
  if (!found) return complain(found.error()), kCannotRun;
  Findings findings = std::move(found).value();
  std::vector<Diagnostic>& diagnostics = findings.diagnostics;
  const bool failed = fails(diagnostics, findings.dropped, options);
  if (diagnostics.size() > options.max_diagnostics) {
    findings.dropped += diagnostics.size() - options.max_diagnostics;
    diagnostics.resize(options.max_diagnostics);
  }
  show(diagnostics, findings.sources, findings.hidden, parse_format(options.format),
       failing(options).value_or(Severity::Error));
  complain_of_dropped(findings.dropped, diagnostics.size());
  return failed ? kProgramHasErrors : kFine;
}

}  // namespace

void add_check(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check", "Find every mistake in every environment, and write nothing");
  command->footer(
      "For example:\n  svcc check                                # the project, or all below "
      "here\n  svcc check --diff main --fail-on warning  # only what this branch adds\n"
      "  svcc check --fix                          # correct what has one right answer\n"
      "  svcc check --format sarif > svcc.sarif\n\nExit status: 0 nothing that --fail-on names was "
      "found, 1 something was, 2 it could not be checked.");
  command->add_option(
      "paths", options->paths,
      "Programs: .svc files, folders, or - for standard input (default: the programs of the "
      "project, or all below this folder)");
  command->add_option("-e,--env", options->environment, "Check only this environment")
      ->type_name("NAME");
  command
      ->add_option(
          "--format", options->format,
          "How to print the findings: text, short (one line each), json, sarif, github, gitlab "
          "or junit")
      ->check(one_of(format_names()))
      ->capture_default_str()
      ->type_name("FORMAT");
  command
      ->add_option(
          "--fail-on", options->fail_on,
          "The lowest severity that makes the exit status 1: error, warning, note or never")
      ->check(one_of({"error", "warning", "note", "never"}))
      ->capture_default_str()
      ->type_name("LEVEL");
  command
      ->add_option("--max-warnings", options->max_warnings,
                   "Exit with 1 if there are more warnings than this")
      ->check(whole_number())
      ->type_name("NUMBER");
  command
      ->add_option("--max-diagnostics", options->max_diagnostics,
                   "Print at most this many findings, and count the rest")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("NUMBER");
  command
      ->add_option(
          "--diff", options->base,
          "Report only what is new since a git revision, or since a report that --format json "
          "or sarif wrote")
      ->type_name("BASE");
  command
      ->add_option(
          "--write-baseline", options->baseline,
          "Write the warnings and notes to a file that svc.yaml names as its `baseline`: they "
          "are not reported again. If the file exists, only remove from it what is fixed")
      ->type_name("FILE")
      ->excludes("--diff");
  CLI::Option* fix =
      command->add_flag("--fix", options->fix, "Make the certain fixes, then report what is left");
  command
      ->add_flag("--dry-run", options->dry_run,
                 "With --fix: print the changes as a diff, and make none")
      ->needs(fix);
  fix->excludes("--diff")->excludes("--env")->excludes("--write-baseline");
  command->callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

}  // namespace svc::cli
