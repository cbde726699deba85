// Completion scripts for shells, made from the command line's own declaration so that they cannot
// miss an option.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace svc::cli {

enum class Shell : std::uint8_t { Bash, Zsh, Fish };

// The words that can follow a word, as shells request them.
struct CompletionOption {
  std::string long_name;   // `--format`
  std::string short_name;  // `-e`, or empty
  std::string description;
  bool takes_value = false;
  std::vector<std::string> values;  // the words that it takes, if they are a set
  std::string type;                 // `NAME`, `DIR`, …: the sort of its value
};

struct CompletionCommand {
  std::string name;
  std::string description;
  std::string positional;  // the name of its positional argument; empty: it takes none
  std::vector<std::string> positionals;  // the words that it takes, if they are a set
  std::vector<CompletionOption> options;
};

// The commands that `svcc --help` lists, in its order.
[[nodiscard]] std::vector<CompletionCommand> completion_commands(const CLI::App& app);

// A word as a POSIX shell reads it: `'a b'`.
[[nodiscard]] std::string shell_quoted(std::string_view text);

// The script for a shell. It asks `svcc complete` for environments and topics, which depend on the
// program and on the version.
[[nodiscard]] std::string completion_script(Shell shell,
                                            const std::vector<CompletionCommand>& commands);

}  // namespace svc::cli
