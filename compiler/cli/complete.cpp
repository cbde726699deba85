// `svcc completion SHELL`, and `svcc complete`, which gives the scripts the words that depend on
// the program.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/disk.h"
#include "cli/usage.h"
#include "driver/engine.h"
#include "driver/programs.h"
#include "explain/topics.h"

namespace svc::cli {

namespace {

struct Asked {
  std::string what;
  std::vector<std::string> words;
};

// The environments of the programs on the command line so far, without duplicates; of the project
// if there are none. Unreadable programs have none.
std::vector<std::string> environments(const std::vector<std::string>& words) {
  const Disk disk;
  std::vector<driver::Found> programs;
  for (const std::string& word : words) {
    if (!disk.exists(word) && !word.ends_with(".svc")) continue;
    const Result<std::vector<driver::Found>> found = driver::find_programs(disk, word);
    if (found) programs.insert(programs.end(), found.value().begin(), found.value().end());
  }
  if (programs.empty()) {
    const Result<std::vector<driver::Found>> found = driver::find_programs(disk, "");
    if (found) programs = found.value();
  }
  std::vector<std::string> names;
  for (const driver::Found& program : programs) {
    driver::Engine engine(disk, program.path);
    engine.read();
    if (engine.unreadable()) continue;
    for (const sema::Environment& environment : sema::environments(*engine.modules().front().ast)) {
      if (std::find(names.begin(), names.end(), environment.name) == names.end())
        names.emplace_back(environment.name);
    }
  }
  return names;
}

int answer(const Asked& asked, const CLI::App& app) {
  std::vector<std::string> names;
  if (asked.what == "environments") {
    names = environments(asked.words);
  } else {
    names = explain::topics();
    for (const CompletionCommand& command : completion_commands(app)) names.push_back(command.name);
  }
  for (const std::string& name : names) fmt::print("{}\n", name);
  return kFine;
}

}  // namespace

void add_completion(CLI::App& app, Command& chosen) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "completion", "Print a script that completes commands and options in a shell");
  command->footer(
      "For example:\n  source <(svcc completion bash)  # in ~/.bashrc\n  svcc completion zsh > "
      "\"${fpath[1]}/_svcc\"\n"
      "  svcc completion fish > ~/.config/fish/completions/svcc.fish");
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(one_of({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  command->callback([shell, &app, &chosen] {
    chosen = [shell, &app] {
      const Shell wanted = *shell == "bash"  ? Shell::Bash
                           : *shell == "zsh" ? Shell::Zsh
                                             : Shell::Fish;
      fmt::print("{}", completion_script(wanted, completion_commands(app)));
      return kFine;
    };
  });

  const auto asked = std::make_shared<Asked>();
  CLI::App* hidden =
      app.add_subcommand("complete",
                         "What can stand at a place of the command line, for the scripts")
          ->group("");
  hidden->add_option("what", asked->what)->required()->check(one_of({"environments", "topics"}));
  hidden->add_option("words", asked->words);
  hidden->allow_extras();  // the words that the user has written so far
  hidden->callback(
      [asked, &app, &chosen] { chosen = [asked, &app] { return answer(*asked, app); }; });
}

}  // namespace svc::cli
