// Programs that a command looks into, with their resources.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/disk.h"
#include "driver/engine.h"
#include "driver/programs.h"
#include "graph/graph.h"

namespace svc::cli {

struct LoadedProgram {
  driver::Found found;
  std::unique_ptr<driver::Engine> engine;
  std::vector<graph::Graph> graphs;  // of each requested environment
};

struct LoadedPrograms {
  std::vector<LoadedProgram> programs;
  bool errors = false;  // a program has mistakes, which have been shown
};

// Compiles the programs at a path (driver/programs.h), up to their resources. Fails if a program
// cannot be read.
[[nodiscard]] Result<LoadedPrograms> load_programs(const Disk& disk, const std::string& path,
                                                   const std::string& environment);

// Shows only the errors of an engine; returns whether there were any.
bool show_errors(const driver::Engine& engine);

}  // namespace svc::cli
