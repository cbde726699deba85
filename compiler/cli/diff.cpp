#include "cli/diff.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>

#include "base/consequences.h"
#include "base/number.h"
#include "base/targets.h"
#include "cli/cost.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "cli/sides.h"
#include "cli/terminal.h"
#include "cli/usage.h"
#include "diff/report.h"

namespace svc::cli {

namespace {

struct DiffOptions {
  std::string base;
  std::string head;
  SideOptions side;
  std::string format = "text";
  CostFiles costs;
  std::vector<std::string> fail_on;
  bool exit_code = false;
};

// Short words for usual reasons to stop a pull request; the names of the classes work too.
std::set<diff::Class> classes(const std::string& word) {
  using diff::Class;
  if (word == "lost") return {Class::DataLost};
  if (word == "interrupted") return {Class::Interruption, Class::TrafficReset};
  if (word == "widened") return {Class::PermissionWidened, Class::SecretReadable};
  if (word == "opened") return {Class::NetworkOpened};
  std::set<Class> found;
  const std::vector<std::string_view> names = consequence_names();
  const auto named = std::find(names.begin(), names.end(), word);
  if (named != names.end()) found.insert(static_cast<Class>(named - names.begin()));
  return found;
}

constexpr std::string_view kCostAbove = "cost>";

// `cost>25`: 25 US dollars a month.
std::optional<double> cost_limit(const std::string& word) {
  if (!word.starts_with(kCostAbove)) return std::nullopt;
  return read_number(std::string_view(word).substr(kCostAbove.size()));
}

bool fails(const diff::Report& report, const DiffOptions& options) {
  for (const std::string& word : options.fail_on) {
    if (word == "any" && !report.empty()) return true;
    if (word == "replaced" && report.replaces()) return true;
    if (const auto limit = cost_limit(word); limit && report.dearer() > *limit) return true;
    for (const diff::Class one : classes(word)) {
      if (report.has(one)) return true;
    }
  }
  return options.exit_code && !report.empty();
}

std::string render(const diff::Report& report, const DiffOptions& options) {
  if (options.format == "json") return diff::render_json(report);
  if (options.format == "markdown") return diff::render_markdown(report);
  if (options.format == "html") return diff::render_html(report);
  return diff::render_text(
      report, {.colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr});
}

// Leaves out what a side that is one document cannot be compared with: other environments. Says
// whether it left out any.
bool keep_environment(const std::string& word, const diff::Side& side, diff::Side& other) {
  if (!is_one_document(word) || side.programs.size() != 1 ||
      side.programs.front().documents.size() != 1)
    return false;
  const std::string name = side.programs.front().documents.front().environment;
  bool left_out = false;
  for (diff::Program& program : other.programs) {
    const auto& documents = program.documents;
    const bool known = std::any_of(documents.begin(), documents.end(),
                                   [&](const auto& d) { return d.environment == name; });
    if (known)
      left_out |= std::erase_if(program.documents,
                                [&](const auto& d) { return d.environment != name; }) > 0;
  }
  return left_out;
}

int run_diff(const DiffOptions& options) {
  const Disk disk;
  const Result<CostBasis> basis = read_cost_files(disk, options.costs);
  if (!basis) return complain(basis.error()), kCannotRun;
  SideOptions then = options.side;
  then.basis = &basis.value();
  SideOptions now = then;
  then.checked = false;
  then.as_output = is_output(options.head);
  now.as_output = is_output(options.base);
  // git reads the base while the head is compiled.
  std::optional<Revision::Asked> asked = begin_side(disk, options.base, then);
  if (asked) then.asked = &*asked;
  Result<LoadedSide> head = load_side(disk, options.head, now);
  Result<LoadedSide> base = load_side(disk, options.base, then);
  if (!base) return complain(base.error()), kCannotRun;
  if (!head) return complain(head.error()), kCannotRun;
  if (base.value().errors || head.value().errors) return kProgramHasErrors;
  // The documents go to the comparison; everything that they point into stays until the end.
  LoadedSide before = std::move(base).value();
  LoadedSide after = std::move(head).value();
  const bool left_out = keep_environment(options.base, before.side, after.side) ||
                        keep_environment(options.head, after.side, before.side);
  const bool whole = options.side.environment.empty() && options.side.target.empty() && !left_out;
  const diff::Report report = diff::compare(std::move(before.side), std::move(after.side), whole);
  fmt::print("{}", render(report, options));
  return fails(report, options) ? kProgramHasErrors : kFine;
}

std::vector<std::string> fail_words() {
  std::vector<std::string> words = {"any", "replaced", "lost", "interrupted", "widened", "opened"};
  for (const std::string_view name : consequence_names()) words.emplace_back(name);
  return words;
}

// The words of --fail-on, and `cost>N`.
CLI::Validator fail_word() {
  CLI::Validator words = one_of(fail_words());
  return CLI::Validator(
      [words](std::string& word) { return cost_limit(word) ? std::string() : words(word); },
      words.get_description(), "WHAT");
}

}  // namespace

void add_diff(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* command = app.add_subcommand(
      "diff", "Show what a change does to the deployed system, without an account");
  command->footer(
      "For example:\n  svcc diff main                          # the working tree against main\n"
      "  svcc diff out --env prod                # against what was built before\n"
      "  svcc diff v1.4.0 HEAD --format markdown # a comment for a pull request\n"
      "  svcc diff main --fail-on lost,refused\n\n"
      "BASE and HEAD are each a git revision, a folder of earlier output, a deployed template, "
      "a .svc file or a folder. Without HEAD, the working tree is compared.\n\n"
      "Exit status: 0 it was compared, 1 it holds what --fail-on names (or a program has errors), "
      "2 "
      "it could not be compared.");
  command->add_option("base", options->base, "What is deployed, or merged")->required();
  command->add_option("head", options->head, "What it becomes (default: the working tree)");
  command->add_option("-e,--env", options->side.environment, "Compare only this environment")
      ->type_name("NAME");
  const auto words = target_words();
  command->add_option("-t,--target", options->side.target, "Compare only this target")
      ->check(one_of({words.begin(), words.end()}))
      ->type_name("TARGET");
  command
      ->add_option("-p,--program", options->side.path,
                   "The program, project or folder of the revisions (default: the project)")
      ->type_name("PATH");
  command->add_option("--format", options->format, "How to print it: text, markdown, json or html")
      ->check(one_of({"text", "markdown", "json", "html"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command
      ->add_option("--fail-on", options->fail_on,
                   fmt::format("What makes the exit status 1: {}, or cost>N (US dollars a month)",
                               fmt::join(fail_words(), ", ")))
      ->delimiter(',')
      ->check(fail_word())
      ->type_name("WHAT");
  add_cost_files(*command, options->costs);
  command->add_flag("--exit-code", options->exit_code, "Exit with 1 if anything changes");
  command->callback([options, &chosen] { chosen = [options] { return run_diff(*options); }; });
}

}  // namespace svc::cli
