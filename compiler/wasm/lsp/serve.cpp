// The server under a host that has the event loop (packages/npm/lib/server.js): `svcc lsp` makes
// the server and returns, and the host feeds it bytes and calls its steps.
#include <emscripten.h>

#include "lsp/server.h"

namespace svc::lsp {

namespace {

std::unique_ptr<Server> server;

}  // namespace

int serve(int in, int out, const Shell& shell) {
  server = std::make_unique<Server>(in, out, shell);
  return 0;
}

}  // namespace svc::lsp

extern "C" {

// Whether `svcc lsp` was started, so that it can receive input.
EMSCRIPTEN_KEEPALIVE int svcc_serving() {
  return svc::lsp::server != nullptr ? 1 : 0;
}

// The next bytes of the client's stream.
EMSCRIPTEN_KEEPALIVE void svcc_feed(const char* bytes, std::size_t length) {
  svc::lsp::server->feed({bytes, length});
}

// Does one step of work. Returns the milliseconds after which the next one is useful; of a server
// that has ended, -1 - its exit status.
EMSCRIPTEN_KEEPALIVE int svcc_step() {
  svc::lsp::Server& server = *svc::lsp::server;
  server.step();
  if (server.ended()) return -1 - server.status();
  return static_cast<int>(server.pause().count());
}
}
