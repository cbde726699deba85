// The language server: reads messages, answers them, and does in between what nobody waits for.
#pragma once

#include <string>

#include "base/file_system.h"

namespace svc::lsp {

// Serves one client on two file descriptors until it says `exit` or is gone. `disk` is where files are read that are not open; `version` is what the server
// calls itself. Gives the exit status that LSP asks for: 0 if the client had said `shutdown`, else 1.
[[nodiscard]] int serve(int in, int out, const FileSystem& disk, const std::string& version);

}  // namespace svc::lsp
