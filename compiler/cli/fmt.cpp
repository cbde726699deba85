#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "source/hidden.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/secret_texts.h"

namespace svc::cli {

namespace {

struct FormatOptions {
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
  bool to_stdout = false;
};

enum class Outcome : std::uint8_t { Same, Changed, Failed };

std::vector<Span> hidden_in(const ast::Ast& ast) {
  std::vector<Span> hidden;
  for (const syntax::SecretText& secret : syntax::secret_texts({&ast}))
    hidden.push_back(secret.span);
  return hidden;
}

// The text as it is shown, with asterisks for its secrets.
std::string formatted_text(const std::string& path, std::string text) {
  Sources sources;
  Sink sink;
  const SourceId file = sources.add(SourceFile(path, std::move(text)));
  const ast::Ast ast = syntax::parse(sources, file, sink);
  return shown_text(sources[file], file, hidden_in(ast));
}

// Formats one file, and prints or writes the result. A file with syntax errors is formatted around
// them, and they are reported.
Outcome format_file(const FormatOptions& options, const std::string& path, const Disk& disk,
                    Progress& progress, bool& has_errors) {
  progress.step((options.check ? "checking " : "formatting ") + path);
  Result<std::string> text = path == "-" ? disk.standard_input() : disk.read(path);
  if (!text) return progress.clear(), complain(path, text.error()), Outcome::Failed;
  Sources sources;
  Sink sink;
  const SourceId file = sources.add(SourceFile(path, std::move(text).value()));
  const ast::Ast ast = syntax::parse(sources, file, sink);
  if (!sink.diagnostics().empty()) progress.clear();
  const std::vector<Span> hidden = hidden_in(ast);
  show(sink.sorted(), sources, hidden, Format::Text);
  has_errors = has_errors || sink.has_errors();
  // A file that could not be read at all (no text, too large) has no tree: leave it alone.
  const bool readable = !ast.items.empty() || !sink.has_errors();
  const std::string result =
      readable ? syntax::format(ast, sources[file]) : std::string(sources[file].text());
  const bool same = result == sources[file].text();
  if (!same) progress.clear();
  if (options.diff)
    show_changes(path == "-" ? "standard input" : path, shown_text(sources[file], file, hidden),
                 formatted_text(path, result));
  else if (options.to_stdout || path == "-")
    fmt::print("{}", result);
  else if (options.check && !same)
    fmt::print("{}\n", path);
  else if (!options.check && !same) {
    if (const Result<bool> written = write_file(path, result); !written)
      return complain(written.error()), Outcome::Failed;
  }
  return same ? Outcome::Same : Outcome::Changed;
}

int run_fmt(const FormatOptions& options) {
  const Disk disk;
  bool has_errors = false;
  bool changed = false;
  for (const std::string& path :
       options.paths.empty() ? std::vector<std::string>{"."} : options.paths) {
    const Result<std::vector<std::string>> files = program_files(path);
    if (!files) return complain(path, files.error()), kCannotRun;
    Progress progress(files.value().size());
    for (const std::string& file : files.value()) {
      const Outcome outcome = format_file(options, file, disk, progress, has_errors);
      if (outcome == Outcome::Failed) return kCannotRun;
      changed = changed || outcome == Outcome::Changed;
    }
  }
  return has_errors || (options.check && changed) ? kProgramHasErrors : kFine;
}

}  // namespace

void add_fmt(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<FormatOptions>();
  CLI::App* command = app.add_subcommand("fmt", "Write programs in the one format");
  command->footer(
      "For example:\n  svcc fmt                 # every program below this folder\n  svcc fmt "
      "--check --diff  # in CI\n  svcc fmt - < shop.svc    # from an editor\n\n"
      "Exit status: 0 fine, 1 a program has a syntax error or, with --check, is not formatted, 2 a "
      "file could not be read or written.");
  command->add_option("paths", options->paths,
                      "Programs: .svc files, folders, or - for standard input, which is printed "
                      "(default: all below this folder)");
  command->add_flag("--check", options->check,
                    "Change nothing; name the files that are not formatted and exit with 1");
  command->add_flag("--diff", options->diff,
                    "Change nothing; print the changes as a diff (with --check, also exit with 1)");
  command->add_flag("--stdout", options->to_stdout,
                    "Print the result instead of changing the file");
  command->callback([options, &chosen] { chosen = [options] { return run_fmt(*options); }; });
}

}  // namespace svc::cli
