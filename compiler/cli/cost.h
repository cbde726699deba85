// `svcc cost`, and the prices that other commands share with it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cost/estimate.h"

namespace svc::cli {

// Adds the subcommand, as those of commands.h.
void add_cost(CLI::App& app, Command& chosen);

// Files that change the estimates.
struct CostFiles {
  std::string usage;   // a usage.yaml; empty: nothing is known of use
  std::string prices;  // a team's own prices; empty: none
};

struct CostBasis {
  cost::Usage usage;
  std::vector<cost::Prices> prices;
};

// Adds `--usage` and `--prices`.
void add_cost_files(CLI::App& command, CostFiles& files);
// Reads them. Fails with the path and the reason.
[[nodiscard]] Result<CostBasis> read_cost_files(const Disk& disk, const CostFiles& files);

}  // namespace svc::cli
