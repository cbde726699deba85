// Documentation of diagnostics: the message, and the example from tests/diagnostics, which is also
// its test.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_file.h"
#include "diagnostics/codes.h"

namespace svc::explain {

// A program that triggers the diagnostic. The files are those of one folder, including `main.svc`
// and `fixed.svc`.
struct CodeExample {
  std::vector<TextFile> programs;  // main.svc first, then its imports
  std::string_view said;
  std::string_view fixed;
};

// Its examples. A code that no program can show (a file that is too large) has none.
[[nodiscard]] std::vector<CodeExample> examples(Code code);

// A message of diagnostics/codes with `…` for each argument.
[[nodiscard]] std::string message_text(std::string_view message);
// Whether the word is the code of a diagnostic: `SVC4101`, `svc4101`, `4101`.
[[nodiscard]] bool is_code(std::string_view word);
// The explanation of a code for the terminal. Fails for a number that no diagnostic has.
[[nodiscard]] Result<std::string> code(std::string_view word);

// The files of tests/diagnostics, embedded when svcc was built, by path.
[[nodiscard]] std::span<const TextFile> diagnostic_files();

}  // namespace svc::explain
