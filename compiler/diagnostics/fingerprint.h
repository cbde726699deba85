// A stable identity for a finding, which survives added and removed lines above it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/report_paths.h"
#include "source/source_file.h"

namespace svc {

// One fingerprint per diagnostic, in order: `9f86d081884c7d65-1b4f0e98:1`. The first part hashes
// the code, the underlined text and its line, without white space; the second the file's path; the
// number counts equal findings in a file. So a finding keeps its fingerprint when lines move, when
// figures in the message change, and wherever in the repository the check runs. Environments are
// not part of it: a fault that spreads to a second environment is the same fault.
[[nodiscard]] std::vector<std::string> fingerprints(const std::vector<Diagnostic>& diagnostics,
                                                    const Sources& sources,
                                                    const ReportPaths& paths);

// A fingerprint without its part for the path, `9f86d081884c7d65:1`: for readers that compare the
// path themselves.
[[nodiscard]] std::string fingerprint_in_file(std::string_view fingerprint);

// The diagnostics that are not among `known`. Each known fingerprint accounts for one finding. A
// known finding that its file no longer has is assumed to have moved, because files are renamed and
// parts of them move.
[[nodiscard]] std::vector<Diagnostic> only_new(std::vector<Diagnostic> diagnostics,
                                               const Sources& sources, const ReportPaths& paths,
                                               const std::vector<std::string>& known);

}  // namespace svc
