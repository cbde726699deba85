// What the commands say of a program, and of themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "driver/pipeline.h"

namespace svc::cli {

enum class Format : std::uint8_t { Text, Short, Json, Sarif, Github, Gitlab, Junit };

// The names of the formats as --format takes them, in the order of the enumeration.
[[nodiscard]] const std::vector<std::string>& format_names();
[[nodiscard]] Format parse_format(std::string_view name);

// Writes the diagnostics: text and short to standard error, what programs read to standard output. `failing` is what JUnit's report counts as failed.
void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format, Severity failing = Severity::Error);

// `svcc: PATH: reason`, for what keeps a command from running.
void complain(std::string_view path, std::string_view reason);
void complain(std::string_view reason);

}  // namespace svc::cli
