// The role of a pipeline.
#pragma once

#include "lower/pipeline.h"

namespace svc::lower {

struct PipelineRole {
  graph::NodeId role;
  graph::NodeId policy;
};

// Allows exactly the actions of this pipeline.
[[nodiscard]] PipelineRole add_pipeline_role(Context& context, const sema::Block& pipeline,
                                             const std::vector<Release>& releases,
                                             const std::vector<Project>& projects,
                                             const ArtifactStore& store);

}  // namespace svc::lower
