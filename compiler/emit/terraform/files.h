// The files of the module.
#pragma once

#include <string>
#include <vector>

#include "emit/target.h"
#include "emit/terraform/names.h"

namespace svc::emit::terraform {

// Builds all files. `provider`: the newest provider version that something needs; empty for the oldest that is supported.
[[nodiscard]] std::vector<OutputFile> module_files(const Resources& resources, const Sources& sources, std::string_view provider);

// variables.tf: types, defaults, and a validation for each condition, with what it wants said in words. Empty if there are none.
[[nodiscard]] std::string variables_file(const Resources& resources, const Sources& sources);

}  // namespace svc::emit::terraform
