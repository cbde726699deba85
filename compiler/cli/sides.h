// What `svcc diff` compares: a revision, a folder of earlier output, a deployed template, a
// program.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/cost.h"
#include "cli/disk.h"
#include "cli/revision.h"
#include "diff/report.h"
#include "driver/engine.h"
#include "driver/programs.h"
#include "emit/target.h"

namespace svc::cli {

// One side, with everything that its documents point into.
struct LoadedSide {
  diff::Side side;
  std::deque<std::unique_ptr<driver::Engine>> engines;
  std::shared_ptr<Revision> revision;  // that the engines read
  bool errors = false;                 // a program has mistakes, which have been shown
};

struct SideOptions {
  std::string environment;  // empty: every one
  std::string target;       // empty: those of the project
  std::string path;         // the program or project of revisions; empty: where the user stands
  bool as_output = false;   // the other side is output: compare what would be written
  bool checked = true;      // show what the checks refuse, and stop
  const CostBasis* basis = nullptr;  // what the costs are estimated from; null: they are not
};

// Whether the word stands for earlier output, and not for a program or a revision.
[[nodiscard]] bool is_output(const std::string& word);

// Reads what the word stands for: `-` or an empty one is the working tree; a file or folder that is
// there, itself; anything else a git revision. Fails with a reason.
[[nodiscard]] Result<LoadedSide> load_side(const Disk& disk, const std::string& word,
                                           const SideOptions& options);

}  // namespace svc::cli
