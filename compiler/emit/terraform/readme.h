#pragma once

#include "emit/target.h"

namespace svc::emit::terraform {

// The README of a module: `shop-prod/README.md`.
[[nodiscard]] OutputFile readme_file(const graph::Graph& graph);

}  // namespace svc::emit::terraform
