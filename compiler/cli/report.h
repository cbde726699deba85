// What the commands say of a program, and of themselves.
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

// Where the paths of reports begin: at the root of the repository around the folder where the user
// stands, or of what the CI service says that it checked out. Outside of any, paths are as the
// command line wrote them.
[[nodiscard]] ReportPaths report_paths();

// Writes the diagnostics: text, which is for people, to standard error, what programs read to
// standard output. `failing` is what JUnit's report counts as failed.
void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format,
          Severity failing = Severity::Error);

// `svcc: PATH: reason`, for what keeps a command from running.
// Says how many diagnostics were found beyond the `shown` ones; nothing if there are none.
void complain_of_dropped(std::size_t dropped, std::size_t shown);

void complain(std::string_view path, std::string_view reason);
// `svcc: reason`. What cannot be written is lost: there is no other place to say so.
void complain(std::string_view reason);

}  // namespace svc::cli
