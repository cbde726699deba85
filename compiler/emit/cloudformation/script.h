// The script that deploys the stacks of a divided program in their order.
#pragma once

#include <vector>

#include "emit/cloudformation/divided.h"
#include "emit/target.h"

namespace svc::emit::cloudformation {

// `shop-prod.sh`. `upload`: a template is too large to be sent without a bucket.
[[nodiscard]] OutputFile script_file(const Resources& resources, const Names& names,
                                     const std::vector<StackTemplate>& stacks,
                                     const EmitOptions& options, bool upload);

}  // namespace svc::emit::cloudformation
