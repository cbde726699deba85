// Writes the tables of emit/mapping.h as C++ constants.
#pragma once

#include <string>
#include <vector>

#include "generate/templates_resolve.h"

namespace svc::generate {

// Gives the whole text of generated/emit/mapping_tables.cpp. Equal arrays are written once.
[[nodiscard]] std::string write_tables(const std::vector<ResolvedTemplate>& templates,
                                       const Schemas& schemas);

// Gives the text of generated/graph/tagged_kinds.cpp: the kinds with `tags` (graph::takes_tags).
[[nodiscard]] std::string write_tagged_kinds(const std::vector<ResolvedTemplate>& templates);

}  // namespace svc::generate
