// The language server: reads messages, answers them, and does background work in between.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "driver/build.h"

namespace svc::lsp {

// Writes compiled documents below a folder, all or none. Fails with path and reason.
using WriteFiles = std::function<Result<bool>(const std::string& folder,
                                              const std::vector<driver::Artifact>& files)>;

// The server's interface to the outside.
struct Shell {
  const FileSystem& disk;  // where files are read that are not open
  WriteFiles write;        // for the command that compiles
  std::string version;     // what the server calls itself
};

// Serves one client on two file descriptors until it says `exit` or is gone. Gives the exit status
// that LSP asks for: 0 if the client had said `shutdown`, else 1.
[[nodiscard]] int serve(int in, int out, const Shell& shell);

}  // namespace svc::lsp
