#include "cli/fixing.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/overlaid_files.h"
#include "cli/report.h"
#include "driver/repairs.h"
#include "source/hidden.h"

namespace svc::cli {

namespace {

// A fix can uncover the next mistake. More rounds than this come from fixes that undo each other.
constexpr int kMostRounds = 20;

// The files as they are after the fixes so far.
struct Fixing {
  OverlaidFiles files;
  std::map<std::string, std::string> texts;  // of the files that changed, by path
  std::size_t fixed = 0;

  explicit Fixing(const Disk& disk) : files(disk) {}
};

// Whether anything was fixed.
bool fix_once(const Findings& findings, Fixing& fixing) {
  const std::vector<const Fix*> fixes =
      driver::certain_fixes(findings.diagnostics, findings.sources);
  for (driver::Repaired& file : driver::repair(fixes, findings.sources)) {
    fixing.files.write(file.path, file.text);
    fixing.texts[file.path] = std::move(file.text);
  }
  fixing.fixed += fixes.size();
  return !fixes.empty();
}

Result<bool> keep(const Fixing& fixing) {
  for (const auto& [path, text] : fixing.texts) {
    if (Result<bool> written = write_file(path, text); !written) return written;
  }
  return true;
}

// The file as it is shown, with asterisks for the secrets of its program.
std::string shown(const Findings& findings, std::string_view path) {
  for (std::uint32_t i = 0; i < findings.sources.size(); ++i) {
    const SourceId id{i};
    if (findings.sources[id].path() == path)
      return shown_text(findings.sources[id], id, findings.hidden);
  }
  return {};
}

std::string summary(const Fixing& fixing, bool dry_run) {
  const auto plural = [](std::size_t count) { return count == 1 ? "" : "s"; };
  return fmt::format("{} {} mistake{} in {} file{}", dry_run ? "would fix" : "fixed", fixing.fixed,
                     plural(fixing.fixed), fixing.texts.size(), plural(fixing.texts.size()));
}

}  // namespace

Result<Findings> fix_programs(const Disk& disk, const std::vector<driver::Found>& programs,
                              const Examination& how, bool dry_run) {
  Fixing fixing(disk);
  Result<Findings> before = examine(disk, programs, how);
  if (!before || !fix_once(before.value(), fixing)) return before;
  Result<Findings> after = examine(fixing.files, programs, how);
  for (int round = 1; round < kMostRounds && after && fix_once(after.value(), fixing); ++round)
    after = examine(fixing.files, programs, how);
  if (!after) return after;
  if (dry_run) {
    for (const auto& changed : fixing.texts)
      show_changes(changed.first, shown(before.value(), changed.first),
                   shown(after.value(), changed.first));
  } else if (const Result<bool> kept = keep(fixing); !kept) {
    return kept.failure();
  }
  complain(summary(fixing, dry_run));
  return dry_run ? std::move(before) : std::move(after);
}

}  // namespace svc::cli
