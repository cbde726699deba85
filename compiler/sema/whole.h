// The steps of an analysis, for one that is kept (sema/live_analysis.h). Private to sema/.
#pragma once

#include "sema/declarations.h"

namespace svc::sema {

// Begins the analysis of one environment. Everything must outlive the session.
[[nodiscard]] Session begin_session(const Input& input, std::string_view environment_name,
                                    Sink& sink, Declarations& declared);

// Analyses the whole program, once.
[[nodiscard]] Program analyze_whole(Session& session);

// Gives the program with the types that it owns.
[[nodiscard]] Program take_program(Session& session);

// Evaluates the lets that nothing has read, in the scopes from this one on.
void read_lets(Session& session, std::size_t first);

}  // namespace svc::sema
