// Running another program.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace svc::cli {

struct Finished {
  int status =
      0;  // the exit status; of a program that a signal ended, 128 and its number, as in a shell
  std::string output;  // its standard output
};

// Runs the first word, looked up in PATH, with the other words as arguments (without a shell), and
// waits for it. Its input is empty, its standard error is dropped. Fails with a reason if it cannot
// start.
[[nodiscard]] Result<Finished> run_program(const std::vector<std::string>& words);

}  // namespace svc::cli
