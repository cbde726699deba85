// Text that is in a file by accident: merge conflict markers, a heredoc, a shell line, another
// language. Each is recognised by its text and reported once, by its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace svc::syntax {

// `<<<<<<< ours … ======= … >>>>>>> theirs`, by the offsets of the lines; 0 if a mark is missing.
struct Conflict {
  std::uint32_t begin = 0;   // of the first mark
  std::uint32_t middle = 0;  // of `=======`
  std::uint32_t end = 0;     // of the last mark
};
// The conflict with its first mark at `at`, the beginning of a line.
[[nodiscard]] std::optional<Conflict> conflict_at(std::string_view text, std::uint32_t at);

// `<<EOF`, `<<-"EOF"` at the end of a line, and the line that ends it.
struct Heredoc {
  std::uint32_t opener_end = 0;    // behind the word
  std::uint32_t closer_begin = 0;  // the word that ends it, else the end of the file
  std::uint32_t closer_end = 0;
};
[[nodiscard]] std::optional<Heredoc> heredoc_at(std::string_view text, std::uint32_t at);

// The end of the shell command that begins at `at`, the beginning of a line's text: `$ aws …`,
// `docker run …`, with the lines that a `\` joins to it. Nothing if it is not one.
[[nodiscard]] std::optional<std::uint32_t> shell_command_at(std::string_view text,
                                                            std::uint32_t at);

// The language of a whole file, if it is certainly another one: "YAML", "JSON". Empty for a file
// that may be .svc.
[[nodiscard]] std::string_view other_language(std::string_view text);

}  // namespace svc::syntax
