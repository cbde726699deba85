#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/report.h"
#include "explain/codes.h"
#include "explain/language.h"
#include "explain/library.h"
#include "explain/reference.h"
#include "explain/search.h"
#include "explain/text.h"
#include "explain/topics.h"

namespace svc::cli {

namespace {

struct ExplainOptions {
  std::vector<std::string> words;
  std::string reference;
  bool search = false;
};

int write_reference(const std::string& folder) {
  std::vector<Output> files;
  const std::vector<explain::Page> pages = explain::reference();
  for (const explain::Page& page : pages) files.push_back({page.name, page.text});
  const Result<bool> written = write_all(folder, files);
  if (written) return kFine;
  complain(written.error());
  return kCannotRun;
}

int list(const CLI::App& app) {
  fmt::print(
      "The language: `svcc explain WORD`\n{}\nKinds: `svcc explain KIND[.BLOCK…][.FIELD]`\n{}\nThe "
      "standard library: `svcc explain "
      "COMPONENT[.PARAM]`\n{}\nDiagnostics: `svcc explain CODE`, such as SVC1001\n\nCommands: "
      "`svcc COMMAND --help`\n",
      explain::language_list(), explain::kind_list(), explain::library_list());
  for (const CLI::App* command : app.get_subcommands({})) {
    if (!command->get_group().empty())
      fmt::print("{}", explain::row(command->get_name(), command->get_description(), 19));
  }
  return kFine;
}

int find(const std::vector<std::string>& words) {
  const std::string found = explain::search(words);
  if (!found.empty()) return fmt::print("{}", found), kFine;
  complain(fmt::format("nothing is about {}", fmt::join(words, " ")));
  return kProgramHasErrors;
}

int run_explain(const ExplainOptions& options, const CLI::App& app) {
  if (!options.reference.empty()) return write_reference(options.reference);
  if (options.words.empty()) return list(app);
  if (options.search) return find(options.words);
  std::string path;
  for (const std::string& word : options.words) path += (path.empty() ? "" : ".") + word;
  std::replace(path.begin(), path.end(), ' ', '.');  // `svcc explain "build image"`
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == path) return fmt::print("{}", command->help()), kFine;
  }
  const Result<std::string> text =
      explain::is_code(path) ? explain::code(path) : explain::topic(path);
  if (!text) return complain(text.error()), kProgramHasErrors;
  fmt::print("{}", text.value());
  return kFine;
}

}  // namespace

void add_explain(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand(
      "explain", "Say what a kind, a block, a field or the code of a diagnostic means");
  command->footer(
      "For example:\n  svcc explain service\n  svcc explain service.route.health\n  svcc explain "
      "environment\n  svcc explain SVC4003\n  svcc explain --search efs\n\nExit status: 0 it was "
      "explained, 1 there is nothing of this name.");
  command->add_option("what", options->words,
                      "KIND[.BLOCK…][.FIELD], such as service.route.health, a component or file of "
                      "the standard library, such as web_service or std/web, or CODE, such as "
                      "SVC1001 (default: list all of them)");
  command->add_flag("--search", options->search,
                    "List everything whose name or documentation has these words");
  command
      ->add_option("--write-reference", options->reference,
                   "Write the whole reference as Markdown to this folder")
      ->group("");
  command->callback([options, &app, &chosen] {
    chosen = [options, &app] { return run_explain(*options, app); };
  });
}

}  // namespace svc::cli
