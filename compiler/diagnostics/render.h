// Diagnostics as people and programs read them. Lines and columns count from 1, columns in code
// points, in every format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/report_paths.h"
#include "source/source_file.h"

namespace svc {

// Which terminal features may be used.
struct Terminal {
  bool color = false;     // ANSI colours
  bool links = false;     // OSC 8 hyperlinks
                          // (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda)
  std::string folder;     // the absolute folder that relative paths start from, for links
  std::size_t width = 0;  // columns, so that an excerpt stays on its line; 0: not known
};

// For people: code, message, the lines concerned with the spans underlined, the help. `hidden`, in
// the order of the files and of their text, is shown as asterisks.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const Sources& sources,
                                      const Terminal& terminal, const std::vector<Span>& hidden);

// One line, as compilers write it and editors parse it: `shop.svc:12:3: error: unknown name `x`
// [SVC1001]`.
[[nodiscard]] std::string render_short(const Diagnostic& diagnostic, const Sources& sources);

// All diagnostics as one JSON document: `{"diagnostics": [{code, severity, message, file, line,
// column, endLine, endColumn, fingerprint, …}]}`. Files have the paths of the command line, which
// the calling program can open; `paths` is for the fingerprints.
[[nodiscard]] std::string render_json(const std::vector<Diagnostic>& diagnostics,
                                      const Sources& sources, const ReportPaths& paths = {});

// The description of a code in a report, apart from its findings.
struct Rule {
  Code code{};
  std::string name;      // `UnknownName`
  Severity severity{};   // without a project's levels
  std::string summary;   // one line
  std::string markdown;  // the example with its correction
};

// All diagnostics as one SARIF 2.1.0 log with one run
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). `rules` must contain at least
// the codes that were found; only those are written.
[[nodiscard]] std::string render_sarif(const std::vector<Diagnostic>& diagnostics,
                                       const Sources& sources, const ReportPaths& paths,
                                       const std::vector<Rule>& rules, std::string_view version);

// One workflow command of GitHub Actions, which becomes an annotation of the line
// (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message).
[[nodiscard]] std::string render_github(const Diagnostic& diagnostic, const Sources& sources,
                                        const ReportPaths& paths);

// All diagnostics as GitLab's code quality report
// (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). GitLab drops
// entries without a place, so a diagnostic without a file is put on line 1 of the first file.
// GitLab wants paths without `./`.
[[nodiscard]] std::string render_gitlab(const std::vector<Diagnostic>& diagnostics,
                                        const Sources& sources, const ReportPaths& paths);

// JUnit XML as Jenkins, GitLab and Azure read it (https://github.com/testmoapp/junitxml): one suite
// per file, including files without findings. Findings of at least `failing` are failed tests,
// others are passed tests with the text as their output. `hidden` is as in render_text().
[[nodiscard]] std::string render_junit(const std::vector<Diagnostic>& diagnostics,
                                       const Sources& sources, const ReportPaths& paths,
                                       const std::vector<Span>& hidden, Severity failing);

// "2 errors, 1 warning", or an empty text for none.
[[nodiscard]] std::string render_count(const std::vector<Diagnostic>& diagnostics);

}  // namespace svc
