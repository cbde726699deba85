// Where a pipeline keeps what its steps hand to each other.
#pragma once

#include <optional>
#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

struct ArtifactStore {
  graph::NodeId bucket;
  // The key that encrypts it, if roles of other accounts read it. They could not use the key that
  // S3 has by default.
  std::optional<graph::NodeId> key = {};
};

// Adds the bucket, and the key where the pipeline deploys to another account.
[[nodiscard]] ArtifactStore add_artifact_store(Context& context, const sema::Block& pipeline);

// Reading and writing artifacts.
void allow_artifacts(const ArtifactStore& store, std::vector<iam::Statement>& statements);

// The store as an attribute of the pipeline.
[[nodiscard]] graph::Value artifact_store(const ArtifactStore& store);
// The key for what a build project hands over; absent: that of S3.
[[nodiscard]] graph::Value artifact_key(const ArtifactStore& store);

}  // namespace svc::lower
