#include "cli/known.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/paths.h"
#include "cli/report.h"
#include "diagnostics/baseline.h"
#include "diagnostics/fingerprint.h"

namespace svc::cli {

namespace {

// Paths in a baseline begin at its own folder, so that it means the same wherever the check runs.
ReportPaths paths_from(const std::string& baseline) {
  namespace fs = std::filesystem;
  std::error_code error;
  const std::string folder(folder_of(baseline));
  const fs::path root = fs::absolute(folder.empty() ? "." : folder, error).lexically_normal();
  return {fs::current_path(error).generic_string(),
          (root.has_filename() ? root : root.parent_path()).generic_string()};
}

// Removes the members of `rest` from `diagnostics`. `rest` is a part of it, in the same order.
std::vector<Diagnostic> without(const std::vector<Diagnostic>& diagnostics,
                                const std::vector<Diagnostic>& rest) {
  std::vector<Diagnostic> out;
  auto next = rest.begin();
  for (const Diagnostic& d : diagnostics) {
    const bool same = next != rest.end() && next->span == d.span && next->code == d.code &&
                      next->message == d.message && next->environment == d.environment;
    if (same)
      ++next;
    else
      out.push_back(d);
  }
  return out;
}

std::string plural(std::size_t count) {
  return fmt::format("{} finding{}", count, count == 1 ? "" : "s");
}

}  // namespace

Result<bool> leave_for_later(const std::string& path, const Disk& disk, Findings& findings) {
  const ReportPaths paths = paths_from(path);
  std::vector<Diagnostic> fresh;
  std::optional<std::size_t> before;
  if (disk.exists(path)) {
    const Result<std::string> text = read_whole(disk, path);
    if (!text) return Failure{fmt::format("{}: {}", path, text.error())};
    const Result<std::vector<std::string>> known = baseline_fingerprints(text.value(), path);
    if (!known) return known.failure();
    before = known.value().size();
    fresh = only_new(findings.diagnostics, findings.sources, paths, known.value());
  } else {
    std::copy_if(findings.diagnostics.begin(), findings.diagnostics.end(),
                 std::back_inserter(fresh),
                 [](const Diagnostic& d) { return d.severity == Severity::Error; });
  }
  const std::vector<Diagnostic> kept = without(findings.diagnostics, fresh);
  if (Result<bool> written = write_file(path, baseline_text(kept, findings.sources, paths));
      !written)
    return written;
  complain(before && *before > kept.size()
               ? fmt::format("{}: {}, {} fewer", path, plural(kept.size()), *before - kept.size())
               : fmt::format("{}: {}", path, plural(kept.size())));
  findings.diagnostics = std::move(fresh);
  return true;
}

}  // namespace svc::cli
