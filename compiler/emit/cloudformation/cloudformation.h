// The CloudFormation target: one template, in YAML or JSON.
#pragma once

#include <memory>

#include "emit/target.h"

namespace svc::emit::cloudformation {

// Writes `<app>-<environment>.yaml` (or .json).
[[nodiscard]] std::unique_ptr<Target> make_target();

}  // namespace svc::emit::cloudformation
