// The command line for people: the --help pages, and the messages about unknown words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace svc::cli {

// Lays out a --help page. The most common commands come first, and lines fit the terminal's width
// (of standard output; 80 columns if it is not a terminal, at most 110).
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

// Answers a command line error, or a request for help or the version. Returns the exit status.
[[nodiscard]] int answer_parse_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace svc::cli
