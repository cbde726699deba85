// The findings that a team knows and leaves for later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/report_paths.h"
#include "source/source_file.h"

namespace svc {

// The fingerprints (diagnostics/fingerprint.h) of a baseline, or of a report that `svcc check
// --format json` or `--format sarif` wrote. Fails with a reason for anything else. `path` names the
// file in that reason.
[[nodiscard]] Result<std::vector<std::string>> saved_fingerprints(std::string_view text,
                                                                  const std::string& path);

// The same, but only for a baseline.
[[nodiscard]] Result<std::vector<std::string>> baseline_fingerprints(std::string_view text,
                                                                     const std::string& path);

// A baseline with these warnings and notes, a line for each. Its order does not depend on how they
// were found, so that versions of the file merge. Errors are left out, because a program with
// errors cannot be built.
[[nodiscard]] std::string baseline_text(const std::vector<Diagnostic>& diagnostics,
                                        const Sources& sources, const ReportPaths& paths);

}  // namespace svc
