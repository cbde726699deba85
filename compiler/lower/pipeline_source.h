// The sources of pipelines: what pipeline.cpp and pipeline_role.cpp need of them.
#pragma once

#include <string_view>
#include <vector>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// The provider and the configuration of the source action.
[[nodiscard]] std::string_view source_provider(const sema::Block& source);
[[nodiscard]] graph::Value source_configuration(const Context& context, const sema::Block& pipeline,
                                                const sema::Block& source);
// What the role of the pipeline needs to fetch it.
[[nodiscard]] std::vector<iam::Statement> source_statements(const Context& context,
                                                            const sema::Block& source);
// The `trigger` blocks, as the pipeline has them; absent without any.
[[nodiscard]] graph::Value push_triggers(const Context& context, const sema::Block& pipeline);
// What starts the pipeline `id` when the source has something new, where CodePipeline does not see
// it itself, or when the pipeline that it follows has succeeded.
void add_start(Context& context, const sema::Block& pipeline, const sema::Block& source,
               graph::NodeId id);

}  // namespace svc::lower
