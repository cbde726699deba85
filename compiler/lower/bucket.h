// Buckets as svcc makes them: private, encrypted, reached through TLS only. Programs, pipelines and
// balancers have some.
#pragma once

#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// Adds a bucket that nobody reaches but through policies. `name` is that of the node; the name on
// AWS begins with its physical name.
graph::NodeId add_private_bucket(Context& context, const sema::Block& owner, std::string_view name,
                                 bool versions);

// Adds its policy: whoever does not use TLS is refused, and what the statements (with a principal)
// say. A bucket has one policy.
graph::NodeId add_bucket_policy(Context& context, const sema::Block& owner, std::string_view name,
                                graph::NodeId bucket, std::vector<iam::Statement> statements);

}  // namespace svc::lower
