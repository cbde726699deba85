// What the diagnostics mean: their message, and the example of tests/diagnostics, which is their
// test as well.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_file.h"
#include "diagnostics/codes.h"

namespace svc::explain {

// A program that is answered with the diagnostic. The files are those of one folder; `main.svc` and
// `fixed.svc` are among them.
struct CodeExample {
  std::vector<TextFile> programs;  // main.svc first, then what it imports
  std::string_view said;
  std::string_view fixed;
};

// Its examples; a code that no program can show (a file that is too large) has none.
[[nodiscard]] std::vector<CodeExample> examples(Code code);

// A message of diagnostics/codes with `…` for each argument.
[[nodiscard]] std::string message_text(std::string_view message);
// Whether the word is meant as the code of a diagnostic: `SVC4101`, `svc4101`, `4101`.
[[nodiscard]] bool is_code(std::string_view word);
// The explanation of a code for the terminal. Fails for a number that no diagnostic has.
[[nodiscard]] Result<std::string> code(std::string_view word);

// The files of tests/diagnostics, embedded when svcc was built, by path.
[[nodiscard]] std::span<const TextFile> diagnostic_files();

}  // namespace svc::explain
