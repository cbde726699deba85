// The sources of container images: what ECS must be allowed to pull, and which containers a
// pipeline's build feeds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lower/context.h"

namespace svc::lower {

// The ARNs of the ECR repositories of a task's images, each once, in the order of its containers.
// Images of other registries need no permission. An image that is only known at deployment may be
// of any repository of the account.
[[nodiscard]] std::vector<graph::Value> pulled_repositories(const Context& context,
                                                            const sema::Block& task);

// The pull-through cache that an image comes from; null for other images.
[[nodiscard]] const sema::Block* registry_of(const sema::Value& image);
// The ARNs of the repositories that ECR makes for the images of a task from pull-through caches.
[[nodiscard]] std::vector<graph::Value> cached_repositories(const Context& context,
                                                            const sema::Block& task);

}  // namespace svc::lower
