// The command line as people read it: the pages of --help, and what is said of words that fit
// nowhere.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace svc::cli {

// Lays out a page of --help: the commands that people need first stand above the options, and lines
// keep within the terminal's width (of standard output; 80 columns where that is none, at most
// 110).
class HelpPage final : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
};

// Takes one of these words. Its description is CLI11's for a set, `{text,json}`, which completion
// reads.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words);

// Takes a whole number from 0 on.
[[nodiscard]] CLI::Validator whole_number();

// Answers what was wrong with the command line, or the help or version that it asked for. Gives the
// exit status.
[[nodiscard]] int answer_parse_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace svc::cli
