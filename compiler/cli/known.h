// `svcc check --write-baseline`.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/disk.h"
#include "cli/examine.h"

namespace svc::cli {

// Writes the warnings and notes to the baseline at `path` and takes them out of `findings`. An
// existing baseline only shrinks: findings that are gone leave it; new ones stay in `findings`, as
// errors always do. Returns how many it holds. Fails with a reason where the file cannot be read or
// written.
[[nodiscard]] Result<bool> leave_for_later(const std::string& path, const Disk& disk,
                                           Findings& findings);

}  // namespace svc::cli
