// The versions of svcc that a project accepts: `svcc: ">= 0.3"` in svc.yaml.
#pragma once

#include <string_view>

#include "base/result.h"

namespace svc::project {

// Whether a version (`0.2.0`) satisfies a pin: conditions that must all hold, with commas between
// them. A condition is an operator (`>=`, `>`, `<=`, `<`, `=`) and one to three numbers; missing
// numbers are 0. Without an operator the numbers given must be those of the version: `0.2` accepts
// every 0.2.x. Fails with a reason if the pin is not of this form.
[[nodiscard]] Result<bool> satisfies(std::string_view pin, std::string_view version);

}  // namespace svc::project
