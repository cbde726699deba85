#pragma once

#include "emit/cloudformation/names.h"
#include "emit/target.h"

namespace svc::emit::cloudformation {

// The README next to a template: `shop-prod.README.md`.
[[nodiscard]] OutputFile readme_file(const Resources& resources, const Names& names,
                                     const OutputFile& written);
// The same for a divided program, which `script` deploys. `upload`: a template needs a bucket.
[[nodiscard]] OutputFile readme_file(const Resources& resources, const Names& names,
                                     const OutputFile& script, bool upload);
// The option of the AWS CLI that gives a stack its tags, on a line of its own; empty without any.
[[nodiscard]] std::string tag_words(const graph::Graph& graph);

}  // namespace svc::emit::cloudformation
