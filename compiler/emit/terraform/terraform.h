// The Terraform target: a module of HCL files.
#pragma once

#include <memory>

#include "emit/target.h"

namespace svc::emit::terraform {

// Writes a module into the folder `<app>-<environment>`: versions.tf, providers.tf, variables.tf,
// main.tf (data sources), one file per topic, and outputs.tf. Empty files are left out.
[[nodiscard]] std::unique_ptr<Target> make_target();

}  // namespace svc::emit::terraform
