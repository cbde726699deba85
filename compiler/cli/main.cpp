#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <system_error>

#include "base/closest.h"
#include "cli/commands.h"

namespace {

// CLI11 gives each sort of wrong use a status of its own; ours are four (docs/language.md).
int usage_status(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && app.get_subcommands().empty() && !app.remaining().empty()) {
    std::vector<std::string_view> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    const std::string word = app.remaining().front();
    const std::string_view meant = svc::closest(word, names);
    fmt::print(stderr, "svcc: there is no command `{}`; {}\n", word,
               meant.empty() ? "the commands are " + svc::enumerate(names, "and") : fmt::format("did you mean `{}`?", meant));
    return svc::cli::kCannotRun;
  }
  const int status = app.exit(error);
  return status == 0 ? svc::cli::kFine : svc::cli::kCannotRun;
}

int run(int argc, char** argv) {
  CLI::App app{"svcc compiles .svc programs, which describe services on Amazon ECS, to CloudFormation and Terraform.", "svcc"};
  app.set_version_flag("--version", "svcc " SVCC_VERSION);
  app.require_subcommand(0, 1);  // none at all is answered below, so that a word that is no command can be named
  app.footer("For example:\n  svcc check\n  svcc build app.svc --env prod -o out\n  svcc fmt --check .\n\n`svcc COMMAND --help` says more, `svcc explain` documents the language.");

  svc::cli::Command command;
  svc::cli::add_check(app, command);
  svc::cli::add_build(app, command);
  svc::cli::add_fmt(app, command);
  svc::cli::add_trace(app, command);
  svc::cli::add_init(app, command);
  svc::cli::add_explain(app, command);
  svc::cli::add_lsp(app, command);
  svc::cli::add_completion(app, command);
  for (const char* first : {"check", "build", "fmt"}) app.get_subcommand(first)->group("Start with");
  for (CLI::App* other : app.get_subcommands({})) {
    if (other->get_group() == "Subcommands") other->group("And");
  }
  try {
    app.parse(argc, argv);
    if (!command) {
      fmt::print(stderr, "{}", app.help());
      return svc::cli::kCannotRun;
    }
    const int status = command();
    if (std::fflush(stdout) != 0) {  // a full disk or a closed pipe behind a redirection
      fmt::print(stderr, "svcc: cannot write to standard output\n");
      return svc::cli::kCannotRun;
    }
    return status;
  } catch (const CLI::ParseError& error) {
    return usage_status(app, error);
  } catch (const std::system_error& error) {  // libfmt could not write: a full disk behind a redirection
    fmt::print(stderr, "svcc: cannot write: {}\n", error.code().message());
    return svc::cli::kCannotRun;
  } catch (const std::exception& error) {
    fmt::print(stderr, "svcc: internal error: {}\nThis is a bug of the compiler; please report it with the program that shows it.\n", error.what());
    return svc::cli::kCompilerBug;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int status = run(argc, argv);
  std::fflush(nullptr);
#ifdef __SANITIZE_ADDRESS__
  return status;  // looks for leaks on the way out
#else
  std::_Exit(status);  // the system takes the memory back at once; giving back table after table takes longer than compiling a small program's network
#endif
}
