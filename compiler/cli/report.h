// Messages of the commands about a program and about themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/report_paths.h"
#include "source/source_file.h"

namespace svc::cli {

enum class Format : std::uint8_t { Text, Short, Json, Sarif, Github, Gitlab, Junit };

// The names of the formats as --format takes them, in the order of the enumeration.
[[nodiscard]] const std::vector<std::string>& format_names();
[[nodiscard]] Format parse_format(std::string_view name);

// The root for the paths of reports: the root of the repository around the working folder, or the
// checkout folder of the CI service. Without either, paths are as written on the command line.
[[nodiscard]] ReportPaths report_paths();

// Writes the diagnostics: text to standard error, formats for programs to standard output.
// `hidden` is what no excerpt shows. `failing`: from this level on, JUnit's report counts a
// failure.
void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
          const std::vector<Span>& hidden, Format format, Severity failing = Severity::Error);

// Prints the difference of two texts of a file, which hold asterisks for secrets: a line that had
// one cannot be patched.
void show_changes(std::string_view path, std::string_view before, std::string_view after);

// Says how many diagnostics were found beyond the `shown` ones; nothing if there are none.
void complain_of_dropped(std::size_t dropped, std::size_t shown);

// `svcc: PATH: reason`, if a command cannot run.
void complain(std::string_view path, std::string_view reason);
// Prints `svcc: reason`. If that fails, there is no other place to report it.
void complain(std::string_view reason);

}  // namespace svc::cli
