// The Terraform target: a module of HCL files.
#pragma once

#include <memory>

#include "emit/target.h"

namespace svc::emit::terraform {

// Writes a module into the folder `<app>-<environment>`: versions.tf, providers.tf, variables.tf,
// main.tf (data sources), one file for each concern, and outputs.tf; those that would be empty are
// left out.
[[nodiscard]] std::unique_ptr<Target> make_target();

}  // namespace svc::emit::terraform
