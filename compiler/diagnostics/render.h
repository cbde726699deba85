// Diagnostics as people and programs read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

namespace svc {

// For people: code, message, the lines concerned with the spans underlined, the help. `color` uses ANSI escapes.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const Sources& sources, bool color);

// One line, as compilers write it and editors parse it: `shop.svc:12:3: error: unknown name `x` [SVC1001]`.
[[nodiscard]] std::string render_short(const Diagnostic& diagnostic, const Sources& sources);

// All of them as one JSON document: `{"diagnostics": [{code, severity, message, file, line, column, endLine, endColumn, …}]}`; lines and columns from 1.
[[nodiscard]] std::string render_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

// "2 errors, 1 warning", or an empty text for none.
[[nodiscard]] std::string render_count(const std::vector<Diagnostic>& diagnostics);

}  // namespace svc
