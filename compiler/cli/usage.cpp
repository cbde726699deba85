#include "cli/usage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/closest.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace svc::cli {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kWidestLabel = 26;

// One entry of a list: the word and its description.
struct Entry {
  std::string label;
  std::string text;
};

std::size_t page_width() {
  const std::size_t width = terminal_width(STDOUT_FILENO);
  return width == 0 ? 80 : std::clamp<std::size_t>(width, 40, 110);
}

// The text in lines of at most `width` columns. Its own line ends are kept.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines{""};
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width)
      lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    word.clear();
  };
  for (const char c : text) {
    if (c != ' ' && c != '\n')
      word += c;
    else
      flush();
    if (c == '\n') lines.emplace_back();
  }
  flush();
  return lines;
}

std::string paragraph(const std::string& text) {
  return fmt::format("{}\n", fmt::join(wrapped(text, page_width()), "\n"));
}

std::string list(const std::string& heading, const std::vector<Entry>& entries) {
  if (entries.empty()) return "";
  std::size_t column = 0;
  for (const Entry& entry : entries) {
    if (entry.label.size() <= kWidestLabel) column = std::max(column, entry.label.size());
  }
  column += kIndent + 2;
  std::string out = fmt::format("\n{}:\n", heading);
  for (const Entry& entry : entries) {
    const std::vector<std::string> lines = wrapped(entry.text, page_width() - column);
    std::string left = std::string(kIndent, ' ') + entry.label;
    if (left.size() + 2 > column && !entry.text.empty()) {
      out += left + "\n";
      left.clear();
    }
    for (const std::string& line : lines) {
      out += fmt::format("{:<{}}{}\n", left, column, line);
      left.clear();
    }
  }
  return out;
}

// `FORMAT` of `FORMAT:{text,json}`.
std::string type_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

Entry option_entry(const CLI::Option& option) {
  const std::string text =
      option.get_description() + (option.get_default_str().empty()
                                      ? ""
                                      : fmt::format(" (default: {})", option.get_default_str()));
  if (option.get_positional()) return {option.get_name(true), text};
  std::string label =
      option.get_snames().empty() ? "    " : fmt::format("-{}, ", option.get_snames().front());
  label += "--" + option.get_lnames().front();
  if (option.get_items_expected_max() != 0) label += " " + type_of(option);
  return {label, text};
}

std::vector<Entry> option_entries(const CLI::App& app, bool positional) {
  std::vector<Entry> entries;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() == positional && !option->get_group().empty())
      entries.push_back(option_entry(*option));
  }
  return entries;
}

std::string usage(const CLI::App& app) {
  std::string out;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent())
    out = at->get_name() + (out.empty() ? "" : " " + out);
  if (!app.get_subcommands([](const CLI::App*) { return true; }).empty())
    return out + " COMMAND [OPTIONS]";
  out += " [OPTIONS]";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional() || option->get_group().empty()) continue;
    const std::string word =
        option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    out += option->get_required() ? " " + word : fmt::format(" [{}]", word);
  }
  return out;
}

// The commands in their groups, in the order of their declaration.
std::string commands(const CLI::App& app) {
  std::vector<std::pair<std::string, std::vector<Entry>>> groups;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string group = command->get_group();
    if (group.empty()) continue;
    auto known = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& one) { return one.first == group; });
    if (known == groups.end()) known = groups.insert(groups.end(), {group, {}});
    known->second.push_back({command->get_name(), command->get_description()});
  }
  std::string out;
  for (const auto& [group, entries] : groups) out += list(group, entries);
  return out;
}

// The message about surplus words.
std::string left_over(const CLI::App& command, const std::string& name, const std::string& word) {
  const std::string more = fmt::format("`{} --help` says what there is", name);
  if (!word.starts_with('-')) return fmt::format("`{}` is one word too many; {}", word, more);
  const std::string option = word.substr(0, word.find('='));
  std::vector<std::string_view> names;
  std::vector<std::string> owned;
  for (const CLI::Option* one : command.get_options()) {
    if (!one->get_lnames().empty() && !one->get_group().empty())
      owned.push_back("--" + one->get_lnames().front());
  }
  names.assign(owned.begin(), owned.end());
  const std::string_view meant = closest(option, names);
  return fmt::format("there is no option `{}`; {}", option,
                     meant.empty() ? more : fmt::format("did you mean `{}`?", meant));
}

// What other tools call the same.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kElsewhere{
    {{"compile", "build"},
     {"create", "init"},
     {"docs", "explain"},
     {"draw", "graph"},
     {"fix", "check --fix"},
     {"format", "fmt"},
     {"lint", "check"},
     {"new", "init"},
     {"plan", "diff"},
     {"preview", "diff"},
     {"price", "cost"},
     {"synth", "build"},
     {"test", "check"},
     {"validate", "check"},
     {"verify", "check"},
     {"version", "--version"}}};

std::string no_command(const CLI::App& app, const std::string& word) {
  if (word.ends_with(".svc"))
    return fmt::format("a command comes first, such as `svcc check {0}` or `svcc build {0}`", word);
  if (word == "deploy" || word == "apply")
    return fmt::format(
        "there is no command `{}`; `svcc build -o out` writes the commands that do it to "
        "out/deploy",
        word);
  for (const auto& [theirs, ours] : kElsewhere) {
    if (word == theirs)
      return fmt::format("there is no command `{}`; `svcc {}` does that", word, ours);
  }
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) names.push_back(command->get_name());
  }
  const std::string_view meant = closest(word, names);
  return fmt::format("there is no command `{}`; {}", word,
                     meant.empty() ? "the commands are " + enumerate(names, "and")
                                   : fmt::format("did you mean `{}`?", meant));
}

// The message about a word that is missing: an argument, or the value of an option. CLI11's errors
// hold texts alone; the option is the one that the text names first.
std::string missing(const CLI::App& command, std::string_view reason) {
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name(option->get_positional());
    const bool meant = reason.starts_with(name) && reason.size() > name.size() &&
                       (reason[name.size()] == ':' || reason[name.size()] == ' ');
    if (!meant) continue;
    if (!option->get_positional()) return fmt::format("{} needs a {}", name, type_of(*option));
    return fmt::format("{} is missing ({})", name, option->get_description());
  }
  return std::string(reason);
}

}  // namespace

std::string HelpPage::make_help(const CLI::App* app, std::string /*name*/,
                                CLI::AppFormatMode /*mode*/) const {
  std::string out = paragraph(app->get_description());
  out += fmt::format("\nUsage: {}\n", usage(*app));
  out += commands(*app);
  out += list("Arguments", option_entries(*app, true));
  out += list("Options", option_entries(*app, false));
  const std::string footer = app->get_footer();
  std::size_t begin = 0;
  for (std::size_t end = 0; !footer.empty() && end < footer.size();
       begin = end + 1) {  // examples keep their lines
    end = std::min(footer.find('\n', begin), footer.size());
    const std::string line = footer.substr(begin, end - begin);
    out += (begin == 0 ? "\n" : "") + (line.starts_with(' ') ? line + "\n" : paragraph(line));
  }
  return out;
}

CLI::Validator one_of(std::vector<std::string> words) {
  const std::string description = fmt::format("{{{}}}", fmt::join(words, ","));
  return {[words = std::move(words)](std::string& word) -> std::string {
            if (std::find(words.begin(), words.end(), word) != words.end()) return "";
            const std::vector<std::string_view> names(words.begin(), words.end());
            const std::string_view meant = closest(word, names);
            return meant.empty()
                       ? fmt::format("`{}` is not {}", word, enumerate(names))
                       : fmt::format("`{}` is not known; did you mean `{}`?", word, meant);
          },
          description};
}

CLI::Validator whole_number() {
  return {[](std::string& word) -> std::string {
            const bool good =
                !word.empty() && word.size() < 10 &&
                std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
            return good ? "" : fmt::format("`{}` is not a whole number such as 0 or 20", word);
          },
          ""};
}

int answer_parse_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_name() == "CallForHelp" || error.get_name() == "CallForVersion") {
    fmt::print("{}", error.get_name() == "CallForHelp" ? app.help() : app.version() + "\n");
    if (std::fflush(stdout) == 0) return kFine;
    return complain("cannot write to standard output"), kCannotRun;
  }
  const bool known = !app.get_subcommands().empty();
  const CLI::App& command = known ? *app.get_subcommands().back() : app;
  const std::string name = known ? "svcc " + command.get_name() : "svcc";
  const std::vector<std::string> rest = app.remaining(true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || rest.empty()) {
    const bool is_missing =
        error.get_name() == "RequiredError" || error.get_name() == "ArgumentMismatch";
    const std::string reason = is_missing ? missing(command, error.what()) : error.what();
    std::fputs(
        fmt::format("{}: {}{}\n", name, reason,
                    reason.ends_with('?') ? "" : fmt::format("; `{} --help` says more", name))
            .c_str(),
        stderr);
  } else if (!known && !rest.front().starts_with('-')) {
    complain(no_command(app, rest.front()));
  } else {
    std::fputs(fmt::format("{}: {}\n", name, left_over(command, name, rest.front())).c_str(),
               stderr);
  }
  return kCannotRun;
}

}  // namespace svc::cli
