// Without threads the host reads the stream and calls feed() between the steps of the server. So
// nothing waits, and work is not interrupted: it ends, and the next message is then taken.
#include "lsp/inbox.h"

namespace svc::lsp {

Inbox::Inbox(int descriptor) : descriptor_(descriptor) {}

Inbox::~Inbox() = default;

void Inbox::wait_for_message(std::unique_lock<std::mutex>& /*lock*/,
                             std::chrono::milliseconds /*wait*/) {}

void Inbox::wait_for_room(std::unique_lock<std::mutex>& /*lock*/) {}

}  // namespace svc::lsp
