// Moves the places in everything that an analysis keeps, when a text changes. Private to sema/.
#pragma once

#include "source/source_file.h"
#include "syntax/relocate.h"

namespace svc::sema {

struct Session;
struct Program;

// `file` changed. The program is the one that the session made; it may have been taken from it.
void move_places(Session& session, Program& program, SourceId file,
                 const syntax::TextChange& change);

}  // namespace svc::sema
