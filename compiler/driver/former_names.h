// Blocks that were renamed (`was = …`): the resources keep the names that AWS knows them by.
#pragma once

#include <string>

#include "driver/pipeline.h"
#include "graph/graph.h"
#include "sema/analyze.h"
#include "source/source_file.h"

namespace svc::driver {

// Analyses and plans the program once for each earlier set of names, into `checked.former`.
void add_former_names(Checked& checked, const sema::Input& input, const std::string& environment);

// Lowers a program under its oldest names, so that resources keep their identity on AWS. Each node
// lists its later names, for targets that can move resources.
[[nodiscard]] graph::Graph lower_with_former_names(const Checked& checked, const Sources& sources);

}  // namespace svc::driver
