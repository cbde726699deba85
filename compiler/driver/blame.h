// What led to the place of a mistake: a component instance, an iteration of a loop, a value that
// the program gave to the standard library, a change of an environment.
#pragma once

#include <cstddef>
#include <vector>

#include "diagnostics/sink.h"
#include "sema/program.h"
#include "source/source_file.h"

namespace svc::driver {

// What is known about how the lines of a program came into effect.
struct Origins {
  const Ways& ways;
  const std::vector<sema::Instantiation>& instantiations;
  const std::vector<sema::Overlay>& overlays;
  Span environment;  // the name of the current environment; invalid without one, or if it changes
                     // no block

  explicit Origins(const sema::Program& program);
  // For documents: their values know what the environment changed.
  Origins(const Ways& of_graph, const std::vector<sema::Instantiation>& instances);
};

// Adds the places that led there to each diagnostic reported since there were `mark` of them. A
// diagnostic inside a component of the standard library moves to the user's value that caused it,
// and keeps the library's line as a related one.
void add_origins(const Origins& origins, const Sources& sources, std::size_t mark, Sink& sink);

}  // namespace svc::driver
