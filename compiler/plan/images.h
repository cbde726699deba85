// Tells apart the images that a pipeline builds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// The repository of the program that an image is of (also an `existing` one), or null.
[[nodiscard]] const sema::Block* repository_of(const sema::Value& image);
// The tag prefix of a `build image` block, which distinguishes several images of one repository:
// "worker-", from its folder. Empty if the pipeline builds only one image of the repository.
[[nodiscard]] std::string tag_prefix(const sema::Block& pipeline, const sema::Block& build);
// The block among `builds` (the pipeline's `build image` blocks) that builds the image
// `images.tag("worker-…")`: the first one for its repository or, if there are several, the one with
// the longest matching tag prefix. Null if there is none.
[[nodiscard]] const sema::Block* build_of(const sema::Block& pipeline,
                                          const std::vector<const sema::Block*>& builds,
                                          const sema::Value& image);

}  // namespace svc::plan
