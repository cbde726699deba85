// Mistakes in what a program gives to a component of the standard library, shown at the line that
// gave it.
#pragma once

#include <cstddef>

#include "diagnostics/sink.h"
#include "sema/program.h"
#include "source/source_file.h"

namespace svc::driver {

// Of what was reported since there were `mark` diagnostics in bodies of components, names the
// instance that it is about where that is known, and moves those that stand in the standard library
// to the value of the program that led there, if one did (Span::way); the line of the library is
// named beside it. What nobody gave stays where it is. `program` is the one that the diagnostics
// are about.
void blame_given_values(const sema::Program& program, const Sources& sources, std::size_t mark,
                        Sink& sink);

}  // namespace svc::driver
