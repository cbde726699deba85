#include "lsp/inbox.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/json_depth.h"

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

std::optional<Incoming> Inbox::pop(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  arrived_.wait_for(lock, wait, [this] { return !queue_.empty() || ended_; });
  if (queue_.empty()) return std::nullopt;
  Incoming next = std::move(queue_.front());
  queue_.pop_front();
  taken_.notify_one();
  return next;
}

bool Inbox::waiting() const {
  const std::lock_guard lock(mutex_);
  return !queue_.empty();
}

bool Inbox::finished() const {
  const std::lock_guard lock(mutex_);
  return ended_ && queue_.empty();
}

bool Inbox::cancelled(const Json& id) const {
  const std::lock_guard lock(mutex_);
  return cancelled_.contains(id);
}

void Inbox::forget(const Json& id) {
  const std::lock_guard lock(mutex_);
  open_.erase(id);
  cancelled_.erase(id);
}

bool Inbox::wait_for_input() const {
  pollfd both[2] = {{descriptor_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
  while (::poll(both, 2, -1) < 0) {
    if (errno != EINTR) return false;
  }
  return both[1].revents == 0;
}

void Inbox::read() {
  FrameReader frames;
  std::string buffer(65536, '\0');
  while (wait_for_input()) {
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    frames.feed(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
    take(frames);
    const std::lock_guard lock(mutex_);
    if (ended_ || stopping_) break;
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  arrived_.notify_all();
}

void Inbox::take(FrameReader& frames) {
  while (std::optional<Frame> frame = frames.next()) {
    if (!frame->fault.empty()) {
      push({nullptr, std::move(frame->fault)});
      continue;
    }
    if (const std::optional<std::size_t> at = too_deep_json(frame->content)) {
      push({nullptr, fmt::format("the brackets of a message nest at most {} deep: byte {} is in "
                                 "more of them",
                                 kMostJsonNesting, *at)});
      continue;
    }
    Json message = parse_json(frame->content);
    if (message.is_null()) {
      frames.reject(frame->content);
      push({nullptr, "this is not JSON"});
      continue;
    }
    const bool exits = text_at(message, {"method"}) == "exit";
    push({std::move(message), ""});
    if (!exits) continue;
    const std::lock_guard lock(mutex_);
    ended_ = true;
    return;
  }
}

void Inbox::push(Incoming incoming) {
  std::unique_lock lock(mutex_);
  const Json& message = incoming.message;
  if (text_at(message, {"method"}) == "$/cancelRequest") {  // overtakes everything
    const Json& id = at(message, {"params", "id"});
    if (open_.contains(id)) cancelled_.insert(id);
    return;
  }
  const Json& id = at(message, {"id"});
  if (message.is_object() && message.contains("method") &&
      (id.is_number_integer() || id.is_string()))
    open_.insert(id);
  taken_.wait(lock, [this] { return queue_.size() < kMostWaiting || stopping_; });
  queue_.push_back(std::move(incoming));
  arrived_.notify_all();
  if (running_ != nullptr) runs_changed_.notify_all();
}

Inbox::Interruptible::Interruptible(Inbox& inbox, std::set<std::string> uris)
    : inbox_(inbox), uris_(std::move(uris)) {
  const std::lock_guard lock(inbox_.mutex_);
  inbox_.running_ = this;
  ++inbox_.runs_;
  inbox_.runs_changed_.notify_all();
}

Inbox::Interruptible::~Interruptible() {
  const std::lock_guard lock(inbox_.mutex_);
  inbox_.running_ = nullptr;
  ++inbox_.runs_;
  inbox_.runs_changed_.notify_all();
}

bool Inbox::Interruptible::yields_to(const Json& message) const {
  const std::string method = text_at(message, {"method"});
  if (method == "textDocument/didChange" || method == "shutdown" || method == "exit") return true;
  const std::string uri = text_at(message, {"params", "textDocument", "uri"});
  return message.contains("id") && !uri.empty() && !uris_.contains(uri);
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
