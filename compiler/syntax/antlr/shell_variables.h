// `$NAME`, `${NAME}` and `q${i}` outside of a string.
#pragma once

#include <cstdint>
#include <optional>

#include "syntax/antlr/reporter.h"

namespace svc::syntax {

struct ShellVariable {
  std::uint32_t end = 0;  // behind the variable
  bool part = false;      // of a longer word: `q${i}`, `${i}q`
  bool begun = false;     // the word began before the variable
};

// Reports the variable that begins with the `$` at this offset; nothing if there is none.
std::optional<ShellVariable> report_shell_variable(Reporter& reporter, std::uint32_t at);

}  // namespace svc::syntax
