// Which of the images that a pipeline builds is which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// With what the tags of a `build image` block begin, so that several images of one repository can
// be told apart: "worker-", after its folder. Empty where the pipeline builds one image of the
// repository only.
[[nodiscard]] std::string tag_prefix(const sema::Block& pipeline, const sema::Block& build);
// The block among `builds` (blocks `build image` of the pipeline) that makes the image
// `images.tag("worker-…")`: the first one of its repository, of several of that repository the one
// with whose prefix (the longest) the tag begins; null if there is none.
[[nodiscard]] const sema::Block* build_of(const sema::Block& pipeline,
                                          const std::vector<const sema::Block*>& builds,
                                          const sema::Value& image);

}  // namespace svc::plan
