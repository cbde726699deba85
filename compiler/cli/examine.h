// Everything that is wrong with programs, of the disk or of a git revision.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "cli/disk.h"
#include "cli/revision.h"
#include "diagnostics/sink.h"
#include "driver/programs.h"
#include "source/source_file.h"

namespace svc::cli {

// The findings of all programs in one list, so that JSON is one document. The programs' sources are
// appended to each other.
struct Findings {
  Sources sources;
  std::vector<Diagnostic> diagnostics;
  std::vector<Span> hidden;  // what no excerpt shows
  std::size_t dropped = 0;   // found beyond those
};

struct Examination {
  std::string environment;         // look at this one only; empty: at every one
  std::size_t most = Sink::kMost;  // keep so many diagnostics of a program
  bool known = false;              // also give the findings in the baseline of svc.yaml
};

// Finds every mistake of the programs. Imported ones are checked as parts of those that import
// them. Fails with a reason if one cannot be read.
[[nodiscard]] Result<Findings> examine(const FileSystem& files,
                                       const std::vector<driver::Found>& programs,
                                       const Examination& how);

// The same programs at that revision, and the deleted ones, because their findings may have moved.
// New programs had no findings.
[[nodiscard]] Findings examine_revision(const Disk& disk, const Revision& revision,
                                        std::vector<driver::Found> programs,
                                        const std::string& environment);

}  // namespace svc::cli
