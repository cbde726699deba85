// Visibility of names between the files of a program. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Makes the names of imported files visible: through their alias, or directly.
void link_imports(Session& session);

// Reports names that two of the files have that one sees as its own. Names of blocks have been
// compared over the whole program.
void report_shared_names(Session& session);

}  // namespace svc::sema
