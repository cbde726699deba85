// The base that `svcc check --diff BASE` compares the findings with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc::cli {

// The fingerprints of a report that an earlier `svcc check --format json` or `--format sarif`
// wrote. Fails with a reason for anything else. `path` names the report in that reason.
[[nodiscard]] Result<std::vector<std::string>> saved_fingerprints(std::string_view text,
                                                                  const std::string& path);

}  // namespace svc::cli
