// The sources of pipelines, for pipeline.cpp and pipeline_role.cpp.
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
// The permissions of the pipeline's role to fetch the source.
[[nodiscard]] std::vector<iam::Statement> source_statements(const Context& context,
                                                            const sema::Block& source);
// The `trigger` blocks in the pipeline's form; absent if there are none.
[[nodiscard]] graph::Value push_triggers(const Context& context, const sema::Block& pipeline);
// Adds what starts the pipeline `id`: a new source version, if CodePipeline does not detect it
// itself, or the end of the pipeline that it follows.
void add_start(Context& context, const sema::Block& pipeline, const sema::Block& source,
               graph::NodeId id);

}  // namespace svc::lower
