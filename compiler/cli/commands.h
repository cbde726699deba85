// The commands of svcc: each adds itself to the command line, and runs.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace svc::cli {

// The exit statuses, as docs/cli.md promises them.
inline constexpr int kFine = 0;
inline constexpr int kProgramHasErrors = 1;
inline constexpr int kCannotRun = 2;
inline constexpr int kCompilerBug = 70;

// A command to run after the command line was parsed. Returns the exit status.
using Command = std::function<int()>;

// Each adds its subcommand and sets `chosen` when the user selects it.
void add_build(CLI::App& app, Command& chosen);
void add_check(CLI::App& app, Command& chosen);
void add_fmt(CLI::App& app, Command& chosen);
void add_trace(CLI::App& app, Command& chosen);
void add_init(CLI::App& app, Command& chosen);
void add_explain(CLI::App& app, Command& chosen);
void add_lsp(CLI::App& app, Command& chosen);
void add_completion(CLI::App& app, Command& chosen);

}  // namespace svc::cli
