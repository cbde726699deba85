// The threads of the inbox: one reads, one watches the work that may be interrupted.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "lsp/inbox.h"

namespace svc::lsp {

Inbox::Inbox(int descriptor) : descriptor_(descriptor) {
  if (::pipe(wake_) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  thread_ = std::thread([this] { read(); });
  watcher_ = std::thread([this] { watch(); });
}

Inbox::~Inbox() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  taken_.notify_all();
  runs_changed_.notify_all();
  ::close(wake_[1]);
  thread_.join();
  watcher_.join();
  ::close(wake_[0]);
}

void Inbox::wait_for_message(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds wait) {
  arrived_.wait_for(lock, wait, [this] { return !queue_.empty() || ended_; });
}

void Inbox::wait_for_room(std::unique_lock<std::mutex>& lock) {
  taken_.wait(lock, [this] { return queue_.size() < kMostWaiting || stopping_; });
}

bool Inbox::wait_for_input() const {
  pollfd both[2] = {{descriptor_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
  while (::poll(both, 2, -1) < 0) {
    if (errno != EINTR) return false;
  }
  return both[1].revents == 0;
}

void Inbox::read() {
  std::string buffer(65536, '\0');
  while (wait_for_input()) {
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    feed(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
    const std::lock_guard lock(mutex_);
    if (ended_ || stopping_) break;
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  arrived_.notify_all();
}

bool Inbox::should_interrupt() const {
  return std::any_of(queue_.begin(), queue_.end(), [this](const Incoming& incoming) {
    return incoming.message.is_object() && running_->yields_to(incoming.message);
  });
}

void Inbox::watch() {
  std::unique_lock lock(mutex_);
  while (true) {
    runs_changed_.wait(lock, [this] { return stopping_ || running_ != nullptr; });
    if (stopping_) return;
    const std::uint64_t run = runs_;
    const auto over = [&] { return stopping_ || runs_ != run; };
    if (runs_changed_.wait_for(lock, kPatience, over)) continue;
    runs_changed_.wait(lock, [&] { return over() || should_interrupt(); });
    if (!over()) running_->cancellation_.cancel();
    runs_changed_.wait(lock, over);
  }
}

}  // namespace svc::lsp
