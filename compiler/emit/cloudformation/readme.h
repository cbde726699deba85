#pragma once

#include "emit/cloudformation/names.h"
#include "emit/target.h"

namespace svc::emit::cloudformation {

// The README next to a template: `shop-prod.README.md`.
[[nodiscard]] OutputFile readme_file(const Resources& resources, const Names& names,
                                     const OutputFile& written);

}  // namespace svc::emit::cloudformation
