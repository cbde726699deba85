// Buckets as svcc makes them: private, encrypted, reached through TLS only. Programs, pipelines and
// balancers have some.
#pragma once

#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// Adds a bucket with access only through policies. `name` is that of the node. The AWS name begins
// with its physical name.
graph::NodeId add_private_bucket(Context& context, const sema::Block& owner, std::string_view name,
                                 bool versions);

// One for a pipeline's artifacts, which expire. `known_as`: its exact name, where another
// environment names it.
graph::NodeId add_artifact_bucket(Context& context, const sema::Block& owner, std::string_view name,
                                  const graph::Value& known_as = {});

// Adds its policy: denies connections without TLS, plus the statements (with a principal). A bucket
// has one policy.
graph::NodeId add_bucket_policy(Context& context, const sema::Block& owner, std::string_view name,
                                graph::NodeId bucket, std::vector<iam::Statement> statements);

}  // namespace svc::lower
