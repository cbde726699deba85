// What makes a finding the same finding tomorrow, when lines above it have come or gone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/report_paths.h"
#include "source/source_file.h"

namespace svc {

// One fingerprint for each diagnostic, in their order: `9f86d081884c7d65-1b4f0e98:1`. The first
// part is made of the code, the text that is underlined and the line that it stands in, both
// without their blanks; the second of the file's path; the number counts those that are alike in a
// file. So a finding keeps its fingerprint when lines are moved or the message's figures change,
// and wherever in the repository the check ran. Environments are left out: a fault that spreads to
// a second environment is still the same fault.
[[nodiscard]] std::vector<std::string> fingerprints(const std::vector<Diagnostic>& diagnostics,
                                                    const Sources& sources,
                                                    const ReportPaths& paths);

// A fingerprint without the part of the path, `9f86d081884c7d65:1`: for readers that hold the path
// against it themselves.
[[nodiscard]] std::string fingerprint_in_file(std::string_view fingerprint);

// The diagnostics that are not among `known`, each of which stands for one finding. A known finding
// that its file has no more is taken to have moved to where its like is now: files are renamed, and
// parts of them move into others.
[[nodiscard]] std::vector<Diagnostic> only_new(std::vector<Diagnostic> diagnostics,
                                               const Sources& sources, const ReportPaths& paths,
                                               const std::vector<std::string>& known);

}  // namespace svc
