// The inputs of `svcc diff`: a revision, a folder of earlier output, a deployed template, a
// program.
#pragma once

#include <deque>
#include <memory>
#include <optional>
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
  std::string path;         // the program or project of revisions; empty: the working directory
  bool as_output = false;   // the other side is output: compare what would be written
  bool checked = true;      // show the errors of the checks, and stop
  const CostBasis* basis = nullptr;  // the basis of the cost estimates; null: no estimates
  Revision::Asked* asked = nullptr;  // what begin_side() started; null: nothing
};

// Starts to read a side that is a git revision; nothing if it is none.
[[nodiscard]] std::optional<Revision::Asked> begin_side(const Disk& disk, const std::string& word,
                                                        const SideOptions& options);

// Whether the word names earlier output, not a program or a revision.
[[nodiscard]] bool is_output(const std::string& word);

// Whether the word names one document: a template, a state or plan, the folder of a module. It says
// nothing of other environments.
[[nodiscard]] bool is_one_document(const std::string& word);

// Reads what the word names. `-` or an empty word: the working tree. An existing file or folder:
// itself. Anything else: a git revision. Fails with a reason.
[[nodiscard]] Result<LoadedSide> load_side(const Disk& disk, const std::string& word,
                                           const SideOptions& options);

}  // namespace svc::cli
