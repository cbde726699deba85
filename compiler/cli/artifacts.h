// Compiled documents on the disk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/output.h"
#include "driver/build.h"

namespace svc::cli {

// The documents of a run as they are made (cli/output.h).
[[nodiscard]] std::unique_ptr<Draft> draft_of_artifacts(const std::string& folder);

// Writes the documents below the folder, all or none, and removes those of an earlier run that this
// one did not write. Fails with path and reason.
[[nodiscard]] Result<bool> write_artifacts(const std::string& folder,
                                           const std::vector<driver::Artifact>& artifacts);

}  // namespace svc::cli
