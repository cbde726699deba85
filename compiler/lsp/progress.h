// Progress of the initial workspace scan, for clients that show it (window/workDoneProgress).
#pragma once

#include "lsp/session.h"

namespace svc::lsp {

// Asks the client to show a progress, if there is much to be done.
void begin_progress(Session& session);
// Reports the progress of the work, and ends it with the object.
void report_progress(Session& session);

}  // namespace svc::lsp
