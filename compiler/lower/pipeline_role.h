// The role of a pipeline.
#pragma once

#include "lower/pipeline.h"
#include "lower/role_in_use.h"

namespace svc::lower {

// Allows exactly the actions of this pipeline.
[[nodiscard]] RoleInUse add_pipeline_role(Context& context, const sema::Block& pipeline,
                                          const std::vector<Release>& releases,
                                          const std::vector<Project>& projects,
                                          const ArtifactStore& store);

}  // namespace svc::lower
