#include "lsp/server.h"

namespace svc::lsp {

int serve(int in, int out, const Shell& shell) {
  Server server(in, out, shell);
  while (!server.ended()) server.step();
  return server.status();
}

}  // namespace svc::lsp
