#include <fmt/format.h>

#include <memory>

#include "base/diff.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "syntax/format.h"
#include "syntax/parse.h"

namespace svc::cli {

namespace {

struct Options {
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
  bool to_stdout = false;
};

enum class Outcome : std::uint8_t { Same, Changed, Failed };

// Formats one file and puts the result where it belongs. A file with syntax errors is formatted around them, and they are reported.
Outcome format_file(const Options& options, const std::string& path, const Disk& disk, bool& has_errors) {
  Result<std::string> text = disk.read(path);
  if (!text) return complain(path, text.error()), Outcome::Failed;
  Sources sources;
  Sink sink;
  const SourceId file = sources.add(SourceFile(path, std::move(text).value()));
  const ast::Ast ast = syntax::parse(sources, file, sink);
  show(sink.sorted(), sources, Format::Text);
  has_errors = has_errors || sink.has_errors();
  // A file that could not be read at all (no text, too large) has no tree: leave it alone.
  const bool readable = !ast.items.empty() || !sink.has_errors();
  const std::string result = readable ? syntax::format(ast, sources[file]) : std::string(sources[file].text());
  const bool same = result == sources[file].text();
  if (options.diff) fmt::print("{}", unified_diff(sources[file].text(), result, path == "-" ? "standard input" : path));
  else if (options.to_stdout || path == "-") fmt::print("{}", result);
  else if (options.check && !same) fmt::print("{}\n", path);
  else if (!options.check && !same) {
    if (const Result<bool> written = write_file(path, result); !written) return fmt::print(stderr, "svcc: {}\n", written.error()), Outcome::Failed;
  }
  return same ? Outcome::Same : Outcome::Changed;
}

int run(const Options& options) {
  const Disk disk;
  bool has_errors = false;
  bool changed = false;
  for (const std::string& path : options.paths.empty() ? std::vector<std::string>{"."} : options.paths) {
    const Result<std::vector<std::string>> files = program_files(path);
    if (!files) return complain(path, files.error()), kCannotRun;
    for (const std::string& file : files.value()) {
      const Outcome outcome = format_file(options, file, disk, has_errors);
      if (outcome == Outcome::Failed) return kCannotRun;
      changed = changed || outcome == Outcome::Changed;
    }
  }
  return has_errors || (options.check && changed) ? kProgramHasErrors : kFine;
}

}  // namespace

void add_fmt(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("fmt", "Write programs in the one format");
  command->add_option("paths", options->paths, "Programs: .svc files, folders, or - for standard input (then to standard output); default: this folder");
  command->add_flag("--check", options->check, "Change nothing; name the files that are not formatted and exit with 1");
  command->add_flag("--diff", options->diff, "Change nothing; print what would be changed (with --check, also exit with 1)");
  command->add_flag("--stdout", options->to_stdout, "Print the result instead of changing the file");
  command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace svc::cli
