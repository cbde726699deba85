// `svcc check --fix`.
#pragma once

#include <vector>

#include "base/result.h"
#include "cli/disk.h"
#include "cli/examine.h"
#include "driver/programs.h"

namespace svc::cli {

// Makes the certain fixes of the programs until there are none, prints their number, and returns
// the findings that remain. A dry run prints the difference to standard output, changes no file,
// and returns the current findings. Fails with a reason if a file cannot be read or written; then
// no file is half written.
[[nodiscard]] Result<Findings> fix_programs(const Disk& disk,
                                            const std::vector<driver::Found>& programs,
                                            const Examination& how, bool dry_run);

}  // namespace svc::cli
