// Where a pipeline keeps what its steps hand to each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

struct ArtifactStore {
  graph::NodeId bucket;
  // The key that encrypts it, if roles of other accounts read it. They could not use the key that
  // S3 has by default.
  std::optional<graph::NodeId> key = {};
  // The buckets in other regions, to which CodePipeline copies the artifacts. Other environments
  // make them.
  struct Copy {
    std::string region;
    graph::Value bucket;  // its name
  };
  std::vector<Copy> copies = {};
};

// Adds the bucket, and the key where the pipeline deploys to another account.
[[nodiscard]] ArtifactStore add_artifact_store(Context& context, const sema::Block& pipeline);

// Reading and writing artifacts.
void allow_artifacts(const ArtifactStore& store, std::vector<iam::Statement>& statements);

// Reading the settings of its buckets.
[[nodiscard]] iam::Statement about_buckets(const ArtifactStore& store);

// The store as an attribute of the pipeline.
void set_artifact_store(const Context& context, const ArtifactStore& store, graph::Node& pipeline);
// The key for what a build project hands over; absent: that of S3.
[[nodiscard]] graph::Value artifact_key(const ArtifactStore& store);

}  // namespace svc::lower
