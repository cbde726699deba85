// Diagnostics of the programs, in the client's form.
#pragma once

#include <map>
#include <string>

#include "lsp/session.h"

namespace svc::lsp {

// The diagnostics of one document: LSP's, in reading order.
using ByUri = std::map<std::string, Json>;

// The known diagnostics of all programs, by document. Documents of a program without diagnostics
// have an empty list.
[[nodiscard]] ByUri collect(Session& session);

// Does the next piece of background work: sends due diagnostics, then works on the programs.
// Returns the time until there is more to do; nothing if there is none.
[[nodiscard]] std::optional<std::chrono::milliseconds> work(Session& session);

// A document was closed: its diagnostics are withdrawn if no program has it.
void forget_document(Session& session, const std::string& uri);

// One diagnostic in LSP's form. The place is in the user's text if possible: for a mistake in the
// body of a standard library component, it is the instance.
[[nodiscard]] Json lsp_diagnostic(const Session& session, const Sources& sources,
                                  const Diagnostic& diagnostic, const std::string& program);

}  // namespace svc::lsp
