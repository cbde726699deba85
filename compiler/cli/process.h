// Running another program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc::cli {

struct Finished {
  int status =
      0;  // the exit status; of a program that a signal ended, 128 and its number, as in a shell
  std::string output;  // its standard output
};

// A program that has been started.
struct Running {
  std::string program;
  int child = 0;
  int output = -1;  // where its standard output is read
  int error = 0;    // why it could not start; 0: it did
};

// Starts the first word, looked up in PATH, with the other words as arguments (without a shell).
// `input` is its standard input: at most kMostInput bytes. Its standard error is dropped.
constexpr std::size_t kMostInput = 32768;
[[nodiscard]] Running start_program(const std::vector<std::string>& words, std::string_view input);
// Waits for it. Fails with a reason if it could not start. To be called once.
[[nodiscard]] Result<Finished> wait_for(const Running& running);

// Runs the first word, looked up in PATH, with the other words as arguments (without a shell), and
// waits for it. Its input is empty, its standard error is dropped. Fails with a reason if it cannot
// start.
[[nodiscard]] Result<Finished> run_program(const std::vector<std::string>& words);

}  // namespace svc::cli
