#include "lsp/outbox.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "lsp/frames.h"

namespace svc::lsp {

void Outbox::send_text(std::string_view message) {
  write(framed(message));
}

void Outbox::write(std::string_view bytes) {
  while (!bytes.empty() && !broken_) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready{descriptor_, POLLOUT, 0};
      (void)::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      broken_ = true;
    }
  }
}

}  // namespace svc::lsp
