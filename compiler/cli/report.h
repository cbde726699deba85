// What the commands say on stderr.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "driver/pipeline.h"

namespace svc::cli {

enum class Format : std::uint8_t { Text, Short, Json };

// Writes the diagnostics of a compilation as `format`: text and short to stderr, JSON to stdout. Colours only on a terminal without NO_COLOR.
void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format);

// `svcc: PATH: reason`, for what keeps a command from running.
void complain(std::string_view path, std::string_view reason);
void complain(std::string_view reason);

}  // namespace svc::cli
