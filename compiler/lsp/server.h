// The language server: reads messages, answers them, and does background work in between.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "driver/build.h"

namespace svc::lsp {

// Writes compiled documents below a folder, all or none. Fails with path and reason.
using WriteFiles = std::function<Result<bool>(const std::string& folder,
                                              const std::vector<driver::Artifact>& files)>;

// The server's interface to the outside.
struct Shell {
  const FileSystem& disk;  // the source of files that are not open
  WriteFiles write;        // for the command that compiles
  std::string version;     // the server's own name
};

// A server for one client on two file descriptors.
class Server {
 public:
  // `shell` and everything that it refers to must outlive the server.
  Server(int in, int out, const Shell& shell);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Whether the client has sent `exit` or is gone.
  [[nodiscard]] bool ended() const;
  // The exit status that LSP requires: 0 if the client had sent `shutdown`, else 1.
  [[nodiscard]] int status() const;
  // Answers one message, or does a slice of background work. Waits for a message if there is
  // nothing to do, at most pause().
  void step();
  // How long until a step is useful if no message arrives.
  [[nodiscard]] std::chrono::milliseconds pause() const;
  // For a host that reads the stream itself (WebAssembly): takes the next bytes.
  void feed(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Serves until the client says `exit` or is gone, and gives the exit status. In WebAssembly it
// returns 0 at once and the host drives the server (wasm/lsp/serve.cpp); `shell` must then live on.
[[nodiscard]] int serve(int in, int out, const Shell& shell);

}  // namespace svc::lsp
