#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/targets.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/cost.h"
#include "cli/diff.h"
#include "cli/graph.h"
#include "cli/report.h"
#include "cli/usage.h"
#include "cli/version.h"

#ifdef SVCC_JEMALLOC
// The static binary's allocator uses huge pages where the system has them: a run takes
// milliseconds, and page faults took a tenth of that. It gives freed pages back after a tenth of a
// second and not after ten: each phase of a large program needs other sizes than the one before.
// https://jemalloc.net/jemalloc.3.html#opt.thp, #opt.dirty_decay_ms
extern "C" {
const char* malloc_conf = "thp:always,dirty_decay_ms:100";
}
#endif

namespace {

// A file that is opened while a standard descriptor is closed would take its number, and messages
// would be written into it. Closed standard input and output are replaced by descriptors that
// cannot be read or written, so that using them fails as it should.
void hold_standard_descriptors() {
  constexpr std::array<std::pair<int, int>, 3> modes{
      {{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_WRONLY}}};
  for (const auto& [descriptor, mode] : modes) {
    if (::fcntl(descriptor, F_GETFD) == -1 && ::open("/dev/null", mode) != descriptor)
      return;  // the lowest that is free
  }
}

// `svcc help`, which people try first, and `svcc help check`.
void add_help(CLI::App& app, svc::cli::Command& chosen) {
  const auto topic = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("help", "Say what svcc can do")->group("");
  command->add_option("command", *topic, "The command to explain");
  command->callback([topic, &app, &chosen] {
    chosen = [topic, &app] {
      const std::vector<CLI::App*> named =
          app.get_subcommands([&](const CLI::App* one) { return one->get_name() == *topic; });
      if (!topic->empty() && named.empty())
        return svc::cli::complain(
                   fmt::format("there is no command `{}`; `svcc --help` lists them", *topic)),
               svc::cli::kCannotRun;
      fmt::print("{}", app.get_formatter()->make_help(named.empty() ? &app : named.front(), "",
                                                      CLI::AppFormatMode::Normal));
      return svc::cli::kFine;
    };
  });
}

struct Entry {
  std::string_view name;
  void (*add)(CLI::App& app, svc::cli::Command& chosen);
  bool describes_others = false;
};

constexpr std::array kCommands = {
    Entry{"check", svc::cli::add_check}, Entry{"build", svc::cli::add_build},
    Entry{"diff", svc::cli::add_diff},   Entry{"cost", svc::cli::add_cost},
    Entry{"graph", svc::cli::add_graph}, Entry{"ask", svc::cli::add_ask},
    Entry{"fmt", svc::cli::add_fmt},     Entry{"trace", svc::cli::add_trace},
    Entry{"init", svc::cli::add_init},   Entry{"explain", svc::cli::add_explain, true},
    Entry{"lsp", svc::cli::add_lsp},     Entry{"completion", svc::cli::add_completion, true},
    Entry{"help", add_help, true},
};

// The command that the first argument names, if it needs no other; null: all are needed. Setting up
// the options of every command takes a twentieth of a small program's check.
const Entry* only_command(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  const auto found = std::find_if(kCommands.begin(), kCommands.end(),
                                  [&](const Entry& entry) { return entry.name == first; });
  return found == kCommands.end() || found->describes_others ? nullptr : &*found;
}

// With `only`, the other commands do not exist.
int run(int argc, char** argv, const Entry* only) {
  CLI::App app{"svcc compiles .svc programs, which describe services on Amazon ECS, to " +
                   svc::target_list(&svc::TargetInfo::title, " and ") + ".",
               "svcc"};
  app.formatter(std::make_shared<svc::cli::HelpPage>());
  app.set_help_flag("-h,--help", "Print this help");
  app.set_version_flag("-V,--version", svc::cli::version_text(),
                       "Print the version, and those of the schemas that it knows");
  bool licenses = false;
  app.add_flag("--licenses", licenses, "Print the licenses of what svcc contains");
  app.require_subcommand(
      0, 1);  // a missing command is reported below, so that the message can name a wrong word
  svc::cli::Command command;
  for (const Entry& entry : kCommands) {
    if (only == nullptr || only == &entry) entry.add(app, command);
  }
  for (CLI::App* one : app.get_subcommands({})) {
    constexpr std::array<std::string_view, 4> kFirst = {"check", "build", "diff", "fmt"};
    if (std::find(kFirst.begin(), kFirst.end(), one->get_name()) != kFirst.end())
      one->group("Start with");
    else if (one->get_group() == "Subcommands")
      one->group("And");
  }
  app.footer(  // now: a subcommand copies the footer that is set when it is added
      "For example:\n  svcc init web shop\n  svcc check\n  svcc build app.svc --env prod -o "
      "out\n\n`svcc COMMAND --help` says more, `svcc explain` documents the language.\n\n"
      "Exit status: 0 fine, 1 the program has errors, 2 the command could not run, 70 a bug in "
      "svcc.");
  try {
    app.parse(argc, argv);
    if (licenses) {
      fmt::print("{}", svc::cli::licenses_text());
      return svc::cli::kFine;
    }
    if (!command) {
      fmt::print(stderr, "{}", app.help());
      return svc::cli::kCannotRun;
    }
    const int status = command();
    if (std::fflush(stdout) != 0) {  // a full disk or a closed pipe behind a redirection
      svc::cli::complain("cannot write to standard output");
      return svc::cli::kCannotRun;
    }
    return status;
  } catch (const CLI::ParseError& error) {
    // A mistake, or a request for help: both are answered with all commands in view.
    return only == nullptr ? svc::cli::answer_parse_error(app, error) : run(argc, argv, nullptr);
  } catch (
      const std::system_error& error) {  // libfmt could not write: a full disk behind a redirection
    svc::cli::complain(fmt::format("cannot write: {}", error.code().message()));
    return svc::cli::kCannotRun;
  } catch (const std::bad_alloc&) {
    svc::cli::complain(
        "there is not enough memory for this; docs/limits.md says how much svcc needs");
    return svc::cli::kCannotRun;
  } catch (const std::exception& error) {
    svc::cli::complain(
        fmt::format("internal error: {}\nThis is a bug of the compiler; please report it with the "
                    "program that shows it.",
                    error.what()));
    return svc::cli::kCompilerBug;
  }
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_descriptors();
  const int status = run(argc, argv, only_command(argc, argv));
  std::fflush(nullptr);
#if defined(__SANITIZE_ADDRESS__) || defined(__EMSCRIPTEN__)
  return status;  // returning looks for leaks; in WebAssembly `svcc lsp` continues from here
#else
  std::_Exit(status);  // the system frees all memory at once; freeing table after table takes
                       // longer than compiling a small program
#endif
}
