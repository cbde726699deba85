#include "driver/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/targets.h"
#include "cli/artifacts.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "cli/usage.h"
#include "driver/programs.h"
#include "driver/targets.h"

namespace svc::cli {

namespace {

struct BuildOptions {
  std::string path;
  std::string environment;
  std::string target;
  std::string output;
  std::string format = "yaml";
  std::string layout;
  std::string dump;
  bool timings = false;
  bool quiet = false;
  bool unchecked = false;
};

std::optional<std::string> environment(const BuildOptions& options) {
  return options.environment.empty() ? std::nullopt : std::optional(options.environment);
}

// A single document as it is. Several documents each get a comment line with their name, in a
// syntax that YAML and HCL share.
void print(const std::vector<driver::Artifact>& artifacts) {
  for (const driver::Artifact& artifact : artifacts) {
    if (artifacts.size() > 1)
      fmt::print("{}# ==> {}\n",
                 &artifact == artifacts.data()    ? ""
                 : artifact.path.ends_with(".tf") ? "\n"
                                                  : "---\n",
                 artifact.path);
    fmt::print("{}", artifact.contents);
  }
}

// The folders that were written, without duplicates, for the message to the user.
void report_folders(const std::string& output, const std::vector<driver::Artifact>& artifacts) {
  std::map<std::string, std::size_t> counts;
  std::vector<std::string> order;
  for (const driver::Artifact& artifact : artifacts) {
    if (artifact.map || artifact.part || artifact.path.ends_with(".md")) continue;
    const std::string place = artifact.path.ends_with(".tf")
                                  ? artifact.path.substr(0, artifact.path.find_last_of('/') + 1)
                                  : artifact.path;
    if (counts[place]++ == 0) order.push_back(place);
  }
  for (const std::string& place : order) fmt::print(stderr, "wrote {}/{}\n", output, place);
  for (const driver::Artifact& artifact : artifacts) {
    if (artifact.path.ends_with(".md") || !artifact.note.empty())
      fmt::print(stderr, "{}/{}: {}\n", output, artifact.path,
                 artifact.note.empty() ? "how to deploy it" : artifact.note);
  }
}

int write(const BuildOptions& options, const std::string& output,
          const std::vector<driver::Artifact>& artifacts, Draft* draft) {
  const Result<bool> written =
      draft != nullptr ? draft->finish() : write_artifacts(output, artifacts);
  if (!written) return complain(written.error()), kCannotRun;
  if (!options.quiet) report_folders(output, artifacts);
  return kFine;
}

// A compiled program that is not written yet.
struct Job {
  driver::Found program;
  std::unique_ptr<driver::Engine> engine;
  std::vector<driver::Artifact> artifacts;
  std::string output;            // the folder, or `-`
  std::unique_ptr<Draft> draft;  // has the contents of the artifacts, if it is there
  bool failed = false;
};

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

// The requested targets, else those of the project, else all.
std::vector<const emit::Target*> targets(const BuildOptions& options,
                                         const driver::Found& program) {
  if (options.target.empty()) return driver::chosen_targets(program.settings().targets);
  if (options.target == "all") return driver::chosen_targets({});
  return driver::chosen_targets({options.target});
}

std::string output_of(const BuildOptions& options, const driver::Found& program) {
  if (!options.output.empty()) return options.output;
  if (program.project == nullptr || program.project->output.empty()) return "-";
  return program.folder == "." ? program.project->output
                               : program.folder + "/" + program.project->output;
}

// What the command line says, else the project.
Layout layout_of(const BuildOptions& options, Layout layout) {
  if (options.layout.empty()) return layout;
  layout.pinned = true;
  layout.kind = options.layout == "single"  ? Layout::Kind::Single
                : options.layout == "split" ? Layout::Kind::Split
                                            : Layout::Kind::Auto;
  return layout;
}

std::string dump(const BuildOptions& options, driver::Engine& engine) {
  static const std::map<std::string, driver::Representation> names = {
      {"tokens", driver::Representation::Tokens},
      {"ast", driver::Representation::Ast},
      {"program", driver::Representation::Program},
      {"graph", driver::Representation::Graph}};
  return driver::dump(engine, names.at(options.dump), environment(options));
}

// `alone`: no other program is compiled in this run. Its documents then go to the disk as they are
// made. Several programs may share a folder, and a program may come to nothing, so those of several
// are written at the end.
Result<Job> compile(const BuildOptions& options, const Disk& disk, const driver::Found& program,
                    bool alone, Progress& progress) {
  progress.step("compiling " + program.path);
  Job job{.program = program,
          .engine = std::make_unique<driver::Engine>(disk, program.path, program.settings()),
          .artifacts = {},
          .output = output_of(options, program),
          .draft = nullptr};
  job.engine->read();
  if (job.engine->unreadable()) return Failure{program.unreadable(*job.engine->unreadable())};
  if (options.dump.empty() && job.output != "-") recover(job.output);
  std::string text;
  if (options.dump.empty()) {
    driver::BuildOptions build{.environment = environment(options),
                               .targets = targets(options, program),
                               .emit = {},
                               .checks = !options.unchecked};
    build.emit.format = options.format == "json" ? emit::EmitOptions::Format::Json
                                                 : emit::EmitOptions::Format::Yaml;
    build.emit.layout = layout_of(options, job.engine->settings().layout);
    build.emit.map = build.emit.readme = job.output != "-";
    if (alone && job.output != "-") {
      job.draft = draft_of_artifacts(job.output);
      build.take = [&draft = *job.draft](const driver::Artifact& artifact) {
        draft.add(artifact.path, artifact.contents);
      };
    }
    job.artifacts = driver::build(*job.engine, build);
  } else {
    text = dump(options, *job.engine);
  }
  const std::vector<Diagnostic> diagnostics = job.engine->diagnostics();
  if (!diagnostics.empty() || !text.empty()) progress.clear();
  show(diagnostics, job.engine->sources(), job.engine->hidden(), Format::Text);
  complain_of_dropped(job.engine->dropped(), diagnostics.size());
  fmt::print("{}", text);
  job.failed = has_error(diagnostics);
  return job;
}

// Prints the output, or writes it: all programs of a folder at once.
int deliver(const BuildOptions& options, std::vector<Job>& jobs) {
  std::map<std::string, std::vector<driver::Artifact>> folders;
  std::map<std::pair<std::string, std::string>, std::string> owners;  // folder and path -> program
  for (Job& job : jobs) {
    for (driver::Artifact& artifact : job.artifacts) {
      const auto [owner, fresh] = owners.try_emplace({job.output, artifact.path}, job.program.path);
      if (!fresh)
        return complain(fmt::format("{} and {} would both write {}: their apps have the same name",
                                    owner->second, job.program.path, artifact.path)),
               kCannotRun;
      folders[job.output].push_back(std::move(artifact));
    }
  }
  int status = kFine;
  for (const auto& entry : folders) {
    if (entry.first == "-")
      print(entry.second);
    else
      status = jobs.front().engine->timings().measure("write", [&] {
        return write(options, entry.first, entry.second, jobs.front().draft.get());
      });
    if (status != kFine) return status;
  }
  if (options.timings) {
    for (const Job& job : jobs) fmt::print(stderr, "{}", job.engine->timings().text());
  }
  return kFine;
}

int run_build(const BuildOptions& options) {
  const Disk disk;
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, options.path);
  if (!programs) return complain(programs.error()), kCannotRun;
  const bool strays =
      std::any_of(programs.value().begin(), programs.value().end(),
                  [](const driver::Found& program) { return program.project == nullptr; });
  if (programs.value().size() > 1 && strays) {
    return complain(options.path.empty() ? "." : options.path,
                    fmt::format("this folder holds {} .svc files; name the one to compile",
                                programs.value().size())),
           kCannotRun;
  }
  std::vector<Job> jobs;
  Progress progress(programs.value().size());
  for (const driver::Found& program : programs.value()) {
    Result<Job> job = compile(options, disk, program, programs.value().size() == 1, progress);
    if (!job) return progress.clear(), complain(job.error()), kCannotRun;
    jobs.push_back(std::move(job).value());
  }
  progress.clear();
  if (std::any_of(jobs.begin(), jobs.end(), [](const Job& job) { return job.failed; }))
    return kProgramHasErrors;
  return options.dump.empty() ? deliver(options, jobs) : kFine;
}

std::vector<std::string> target_choices() {
  const auto words = target_words();
  std::vector<std::string> choices(words.begin(), words.end());
  choices.emplace_back("all");
  return choices;
}

}  // namespace

void add_build(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<BuildOptions>();
  CLI::App* command = app.add_subcommand(
      "build", "Compile a program to " + target_list(&TargetInfo::title, " and "));
  command->footer(
      "For example:\n  svcc build                           # the project, as its svc.yaml says\n  "
      "svcc build shop.svc --env prod -o out\n  svcc build shop.svc -t cloudformation | less\n\n"
      "Exit status: 0 it was written, 1 the program has errors and nothing was, 2 it could not be "
      "compiled or written.");
  command->add_option(
      "file", options->path,
      "The program: a .svc file, a folder, or - for standard input (default: the project)");
  command
      ->add_option("-e,--env", options->environment,
                   "Compile this environment only (default: each)")
      ->type_name("NAME");
  command
      ->add_option("-t,--target", options->target,
                   fmt::format("What to write: {} or all (default: what svc.yaml says, else all)",
                               target_list(&TargetInfo::word, ", ")))
      ->check(one_of(target_choices()))
      ->type_name("TARGET");
  command
      ->add_option(
          "-o,--output", options->output,
          "The folder to write to; - for standard output (default: what svc.yaml says, else -)")
      ->type_name("DIR");
  command->add_option("--format", options->format, "How to write CloudFormation: yaml or json")
      ->check(one_of({"yaml", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command
      ->add_option("--layout", options->layout,
                   "CloudFormation stacks: single, split, or auto, which splits above a limit "
                   "(default: what svc.yaml says, else auto)")
      ->check(one_of({"auto", "single", "split"}))
      ->type_name("LAYOUT");
  command
      ->add_option(
          "--dump", options->dump,
          "Print the result of a phase of the compiler instead: tokens, ast, program or graph")
      ->check(one_of({"tokens", "ast", "program", "graph"}))
      ->type_name("PHASE");
  command->add_flag("--timings", options->timings, "Print how long each phase took");
  command->add_flag("-q,--quiet", options->quiet, "Do not print what was written");
  // For tests/faults/tools.py alone, so it is in no help text.
  command->add_flag("--unchecked", options->unchecked)->group("");
  command->callback([options, &chosen] { chosen = [options] { return run_build(*options); }; });
}

}  // namespace svc::cli
