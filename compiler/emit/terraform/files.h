// The files of the module.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emit/origins.h"
#include "emit/target.h"
#include "emit/terraform/names.h"

namespace svc::emit::terraform {

// Shapes, checks and prints every resource, and builds all files. versions.tf asks for the newest
// provider version that any resource needs. `map` (may be null) gets every resource. With
// `options.lines`, the files also have the source of each line.
[[nodiscard]] std::vector<OutputFile> module_files(Resources& resources, const Sources& sources,
                                                   SourceMap* map, const EmitOptions& options,
                                                   Sink& sink);

// Reports what module_files() would report, in slices (emit::Inspection).
[[nodiscard]] std::unique_ptr<Inspection> inspect_module(Resources& resources,
                                                         const Sources& sources, Sink& sink);

// variables.tf: types, defaults, and one validation per condition with its message. Empty if there
// are no variables.
[[nodiscard]] Printed variables_file(const Resources& resources, const Sources& sources,
                                     bool notes);

}  // namespace svc::emit::terraform
