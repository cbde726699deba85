// Turns the diagnostics of the phases into those that are shown.
#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "lint/lint.h"
#include "project/project.h"

namespace svc::driver {

// How much of a program was checked.
struct Extent {
  std::size_t environments = 1;
  bool whole = false;  // complete, with every check and lint: then a comment that silences nothing
                       // is reported as useless
};

// The diagnostics to show: in reading order, at the project's levels, without consequences of a
// line that could not be read, and without those that a comment allows. A diagnostic that appears
// in every environment names none. None repeats a secret (driver/secrets.h).
[[nodiscard]] std::vector<Diagnostic> shown_findings(const Sink& sink, Extent extent,
                                                     const lint::Files& files,
                                                     const project::Levels& levels);

// Appends the sources and the diagnostics of a program to those of others, so that several programs
// can be reported as one.
void append_findings(Sources& sources, std::vector<Diagnostic>& diagnostics,
                     const Sources& more_sources, std::vector<Diagnostic> more);

}  // namespace svc::driver
