#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace svc::cli {

namespace {

// The words of a set as CLI11 describes it behind the type's name: `FORMAT:{text,short}`.
std::vector<std::string> set_of(const std::string& type) {
  const std::size_t begin = type.find('{');
  if (begin == std::string::npos || type.back() != '}') return {};
  return CLI::detail::split(type.substr(begin + 1, type.size() - begin - 2), ',');
}

// ---- bash
// ----------------------------------------------------------------------------------------------------------------------------------

constexpr std::string_view kBashHead =
    R"sh(# Completion of svcc for bash: source <(svcc completion bash)
_svcc_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$1"; compgen -f -X '!*.svc' -- "$1")
}
_svcc() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" word
  COMPREPLY=()
  # Readline takes `--format=sa` for three words.
  if [[ $cur == = ]]; then cur=""; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) command=$word; break ;; esac
  done
)sh";

std::string bash_words(const std::vector<std::string>& words) {
  return fmt::format("mapfile -t COMPREPLY < <(compgen -W {} -- \"$cur\")",
                     shell_quoted(fmt::format("{}", fmt::join(words, " "))));
}

std::string bash_value(const CompletionOption& option) {
  if (!option.values.empty()) return bash_words(option.values);
  if (option.type == "NAME")
    return "mapfile -t COMPREPLY < <(compgen -W \"$(svcc complete environments "
           "\"${COMP_WORDS[@]:2}\" 2>/dev/null)\" -- \"$cur\")";
  if (option.type == "DIR")
    return "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
  return ":";
}

std::string bash_command(const CompletionCommand& command) {
  std::string out = fmt::format("    {})\n", command.name);
  std::string values;
  std::vector<std::string> names;
  for (const CompletionOption& option : command.options) {
    names.push_back(option.long_name);
    if (option.takes_value)
      values +=
          fmt::format("        {}{}) {}; return ;;\n", option.long_name,
                      option.short_name.empty() ? "" : "|" + option.short_name, bash_value(option));
  }
  if (!values.empty()) out += "      case $prev in\n" + values + "      esac\n";
  out += fmt::format("      if [[ $cur == -* ]]; then {}; return; fi\n", bash_words(names));
  if (command.name == "explain")
    out +=
        "      mapfile -t COMPREPLY < <(compgen -W \"$(svcc complete topics 2>/dev/null)\" -- "
        "\"$cur\")\n";
  else if (!command.positionals.empty())
    out += "      " + bash_words(command.positionals) + "\n";
  else if (!command.positional.empty())
    out += "      _svcc_files \"$cur\"\n";
  return out + "      ;;\n";
}

std::string bash(const std::vector<CompletionCommand>& commands) {
  std::vector<std::string> names{"--help", "--version", "--licenses"};
  for (const CompletionCommand& command : commands) names.push_back(command.name);
  std::string out =
      std::string(kBashHead) + "  case $command in\n    \"\") " + bash_words(names) + " ;;\n";
  for (const CompletionCommand& command : commands) out += bash_command(command);
  return out + "  esac\n}\ncomplete -F _svcc svcc\n";
}

// ---- zsh
// -----------------------------------------------------------------------------------------------------------------------------------

constexpr std::string_view kZshHead = R"sh(#compdef svcc
# Completion of svcc for zsh: svcc completion zsh > "${fpath[1]}/_svcc"
_svcc_files() { _files -g '*.svc(-.)'; }
_svcc_environments() { local -a names; names=(${(f)"$(svcc complete environments ${words[2,-1]} 2>/dev/null)"}); compadd -a names; }
_svcc_topics() { local -a names; names=(${(f)"$(svcc complete topics 2>/dev/null)"}); compadd -a names; }
)sh";

// Brackets and colons have a meaning in a specification of _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_value(const CompletionOption& option) {
  if (!option.takes_value) return "";
  const std::string what = option.type.empty() ? "value" : option.type;
  if (!option.values.empty()) return fmt::format(":{}:({})", what, fmt::join(option.values, " "));
  if (option.type == "NAME") return ":environment:_svcc_environments";
  return fmt::format(":{}:{}", what,
                     option.type == "DIR"    ? "_files -/"
                     : option.type == "BASE" ? "_files"
                                             : " ");
}

std::string zsh_option(const CompletionOption& option) {
  const std::string rest = fmt::format("[{}]{}", zsh_text(option.description), zsh_value(option));
  const std::string long_name =
      option.long_name +
      (option.takes_value ? "=" : "");  // the value behind `=`, or as the next word
  if (option.short_name.empty()) return "      " + shell_quoted(long_name + rest) + " \\\n";
  return fmt::format("      '({0} {1})'{{{0},{2}}}{3} \\\n", option.short_name, option.long_name,
                     long_name, shell_quoted(rest));
}

std::string zsh_command(const CompletionCommand& command) {
  std::string out = fmt::format("    {})\n    _arguments \\\n", command.name);
  for (const CompletionOption& option : command.options) out += zsh_option(option);
  const std::string words = command.name == "explain" ? "_svcc_topics"
                            : !command.positionals.empty()
                                ? fmt::format("({})", fmt::join(command.positionals, " "))
                                : "_svcc_files";
  return out +
         (command.positional.empty()
              ? "      && return\n"
              : fmt::format("      '*:{}:{}'\n", command.positional, words)) +
         "    ;;\n";
}

std::string zsh(const std::vector<CompletionCommand>& commands) {
  std::string out = std::string(kZshHead) + "_svcc() {\n  local -a commands; commands=(\n";
  for (const CompletionCommand& command : commands)
    out += "    " + shell_quoted(command.name + ":" + zsh_text(command.description)) + "\n";
  out +=
      "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  local "
      "command=${words[2]}\n  words=(svcc \"${(@)words[3,-1]}\"); (( CURRENT-- ))\n  case $command "
      "in\n";
  for (const CompletionCommand& command : commands) out += zsh_command(command);
  return out +
         "  esac\n}\nif [ \"$funcstack[1]\" = \"_svcc\" ]; then _svcc \"$@\"; else compdef _svcc "
         "svcc; fi\n";
}

// ---- fish
// ----------------------------------------------------------------------------------------------------------------------------------

std::string fish_option(const std::string& command, const CompletionOption& option) {
  std::string out = fmt::format("complete -c svcc -n '__fish_seen_subcommand_from {}' -l {}",
                                command, option.long_name.substr(2));
  if (!option.short_name.empty()) out += " -s " + option.short_name.substr(1);
  if (!option.values.empty())
    out += fmt::format(" -x -a {}", shell_quoted(fmt::format("{}", fmt::join(option.values, " "))));
  else if (option.type == "NAME")
    out += " -x -a '(svcc complete environments (commandline -opc)[3..-1] 2>/dev/null)'";
  else if (option.type == "DIR")
    out += " -x -a '(__fish_complete_directories)'";
  else if (option.takes_value)
    out += " -r";
  return out + " -d " + shell_quoted(option.description) + "\n";
}

std::string fish(const std::vector<CompletionCommand>& commands) {
  std::string out =
      "# Completion of svcc for fish: svcc completion fish > "
      "~/.config/fish/completions/svcc.fish\ncomplete -c svcc -f\n";
  for (const CompletionCommand& command : commands) {
    out += fmt::format("complete -c svcc -n __fish_use_subcommand -a {} -d {}\n", command.name,
                       shell_quoted(command.description));
    for (const CompletionOption& option : command.options) out += fish_option(command.name, option);
    const std::string words =
        command.name == "explain" ? "(svcc complete topics 2>/dev/null)"
        : !command.positionals.empty()
            ? fmt::format("{}", fmt::join(command.positionals, " "))
            : R"((__fish_complete_path (commandline -ct) | string match -r '.*(?:\.svc|/)(?:\t.*)?$'))";
    if (!command.positional.empty())
      out += fmt::format("complete -c svcc -n '__fish_seen_subcommand_from {}' -a {}\n",
                         command.name, shell_quoted(words));
  }
  return out;
}

}  // namespace

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::vector<CompletionCommand> completion_commands(const CLI::App& app) {
  std::vector<CompletionCommand> commands;
  for (const CLI::App* one : app.get_subcommands({})) {
    if (one->get_group().empty()) continue;
    CompletionCommand command{.name = one->get_name(), .description = one->get_description()};
    for (const CLI::Option* option : one->get_options()) {
      const std::string type = option->get_type_name();
      if (!option->get_positional()) {
        if (option->get_group().empty() || option->get_lnames().empty()) continue;
        const std::string short_name =
            option->get_snames().empty() ? "" : "-" + option->get_snames().front();
        command.options.push_back({"--" + option->get_lnames().front(), short_name,
                                   option->get_description(), option->get_items_expected_max() != 0,
                                   set_of(type), type.substr(0, type.find(':'))});
      } else if (!option->get_group().empty()) {
        command.positional = option->get_name(true);
        command.positionals = set_of(type);
      }
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

std::string completion_script(Shell shell, const std::vector<CompletionCommand>& commands) {
  switch (shell) {
    case Shell::Bash:
      return bash(commands);
    case Shell::Zsh:
      return zsh(commands);
    case Shell::Fish:
      return fish(commands);
  }
  return {};
}

}  // namespace svc::cli
