// How the files of a program see each other's names. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Lets each file see the names of those that it imports: by their alias, or as its own.
void link_imports(Session& session);

// Reports names that two of the files have that one sees as its own. Names of blocks have been
// compared over the whole program.
void report_shared_names(Session& session);

}  // namespace svc::sema
