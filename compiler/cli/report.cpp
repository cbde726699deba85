#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/diff.h"
#include "base/printable.h"
#include "base/version.h"
#include "cli/terminal.h"
#include "diagnostics/render.h"
#include "explain/reference.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

void show_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
               const std::vector<Span>& hidden) {
  const Terminal terminal = stderr_terminal();
  for (const Diagnostic& diagnostic : diagnostics)
    fmt::print(stderr, "{}\n", render_text(diagnostic, sources, terminal, hidden));
  if (!diagnostics.empty()) fmt::print(stderr, "{}\n", render_count(diagnostics));
}

}  // namespace

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names{"text",   "short",  "json", "sarif",
                                              "github", "gitlab", "junit"};
  return names;
}

Format parse_format(std::string_view name) {
  const std::vector<std::string>& names = format_names();
  return static_cast<Format>(std::find(names.begin(), names.end(), name) - names.begin());
}

void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
          const std::vector<Span>& hidden, Format format, Severity failing) {
  if (format == Format::Text) return show_text(diagnostics, sources, hidden);
  const ReportPaths paths = report_paths();
  switch (format) {
    case Format::Text:
      return;
    case Format::Short:
      for (const Diagnostic& diagnostic : diagnostics)
        fmt::print("{}", render_short(diagnostic, sources));
      return;
    case Format::Github:
      for (const Diagnostic& diagnostic : diagnostics)
        fmt::print("{}", render_github(diagnostic, sources, paths));
      return;
    case Format::Json:
      return fmt::print("{}", render_json(diagnostics, sources, paths));
    case Format::Sarif:
      return fmt::print("{}",
                        render_sarif(diagnostics, sources, paths, explain::rules(), version()));
    case Format::Gitlab:
      return fmt::print("{}", render_gitlab(diagnostics, sources, paths));
    case Format::Junit:
      return fmt::print("{}", render_junit(diagnostics, sources, paths, hidden, failing));
  }
}

void show_changes(std::string_view path, std::string_view before, std::string_view after) {
  fmt::print("{}", shown_diff(unified_diff(before, after, path)));
}

ReportPaths report_paths() {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return {};
  for (fs::path folder = here;; folder = folder.parent_path()) {
    if (fs::exists(folder / ".git", error))
      return {here.generic_string(),
              folder.generic_string()};  // a file in worktrees and submodules
    if (folder == folder.parent_path()) break;
  }
  for (const char* name : {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"}) {  // checked out without git
    const char* root = std::getenv(name);
    if (root != nullptr && fs::path(root).is_absolute() && fs::is_directory(root, error))
      return {here.generic_string(), fs::path(root).lexically_normal().generic_string()};
  }
  return {};
}

void complain_of_dropped(std::size_t dropped, std::size_t shown) {
  if (dropped != 0)
    complain(
        fmt::format("{} more diagnostics are not shown; `svcc check --max-diagnostics {}` shows "
                    "them",
                    dropped, shown + dropped));
}

void complain(std::string_view path, std::string_view reason) {
  complain(fmt::format("{}: {}", path, reason));
}
void complain(std::string_view reason) {
  std::fputs(fmt::format("svcc: {}\n", printable(reason)).c_str(), stderr);
}

}  // namespace svc::cli
