// What led to the place of a mistake: the instance of a component, the iteration of a loop, the
// value that a program gave to the standard library, what an environment changes.
#pragma once

#include <cstddef>
#include <vector>

#include "diagnostics/sink.h"
#include "sema/program.h"
#include "source/source_file.h"

namespace svc::driver {

// What is known of how the lines of a program came to count.
struct Origins {
  const Ways& ways;
  const std::vector<sema::Instantiation>& instantiations;
  const std::vector<sema::Overlay>& overlays;
  Span environment;  // the name of the environment at hand; invalid without one, or where it
                     // changes no block

  explicit Origins(const sema::Program& program);
  // Of documents, whose values carry what the environment changed.
  Origins(const Ways& of_graph, const std::vector<sema::Instantiation>& instances);
};

// Completes what was reported since there were `mark` diagnostics with the places that led there.
// What is wrong inside of a component of the standard library moves to the user's value that caused
// it, and keeps the library's line as a related one.
void add_origins(const Origins& origins, const Sources& sources, std::size_t mark, Sink& sink);

}  // namespace svc::driver
