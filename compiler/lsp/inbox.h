// Messages from the client: a thread reads and parses them, so that the worker can see what is
// waiting: a cancellation, a newer change.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "base/budget.h"
#include "lsp/frames.h"
#include "lsp/rpc.h"

namespace svc::lsp {

// A message, or why there is none.
struct Incoming {
  Json message;
  std::string fault;  // with it the sender is answered (its id is not known); empty for a message
};

class Inbox {
 public:
  // While it lives, something more urgent may interrupt the work: a request about another document,
  // or a change of a text. Short work is not interrupted.
  class Interruptible {
   public:
    // `uris`: the documents that the work is about.
    Interruptible(Inbox& inbox, std::set<std::string> uris);
    ~Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;
    // Cancelled when the work is to end at once.
    [[nodiscard]] const Cancellation& cancellation() const { return cancellation_; }

   private:
    friend class Inbox;
    [[nodiscard]] bool yields_to(const Json& message) const;

    Inbox& inbox_;
    std::set<std::string> uris_;
    Cancellation cancellation_;
  };

  // Begins to read from the file descriptor, until the stream ends, the client says `exit` or the
  // inbox is destroyed.
  explicit Inbox(int descriptor);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  // Takes the next bytes of the stream: whole messages in it wait to be popped. The inbox calls it
  // itself; a host that reads the stream (WebAssembly) calls it from outside.
  void feed(std::string_view bytes);
  // The next message in the order of arrival. Waits at most this long; then, or at the end of the
  // stream, returns nothing.
  [[nodiscard]] std::optional<Incoming> pop(std::chrono::milliseconds wait);
  // Whether a message is waiting. Background work can then be postponed.
  [[nodiscard]] bool waiting() const;
  // Whether the stream has ended and every message was taken.
  [[nodiscard]] bool finished() const;
  // Whether the client has cancelled the request with this id.
  [[nodiscard]] bool cancelled(const Json& id) const;
  // Forgets the id: its request was answered.
  void forget(const Json& id);

 private:
  void read();
  void push(Incoming incoming);
  void wait_for_message(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds wait);
  void wait_for_room(std::unique_lock<std::mutex>& lock);
  void watch();
  [[nodiscard]] bool should_interrupt() const;
  [[nodiscard]] bool wait_for_input() const;

  static constexpr std::size_t kMostWaiting = 4096;  // messages; further ones stay in the pipe
  // How long work continues although something more urgent waits. It is longer than a program of
  // usual size needs, so that its work is not restarted again and again.
  static constexpr std::chrono::milliseconds kPatience{20};

  const int descriptor_;
  int wake_[2] = {-1, -1};  // a pipe: closing its end tells the thread to stop
  FrameReader frames_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable taken_;
  std::deque<Incoming> queue_;
  std::set<Json> open_;       // ids of requests that wait or are being answered
  std::set<Json> cancelled_;  // of those, the ones that the client has given up
  bool ended_ = false;
  bool stopping_ = false;
  Interruptible* running_ = nullptr;
  std::uint64_t runs_ = 0;  // counts the runs, so that the watcher can tell them apart
  std::condition_variable runs_changed_;
  std::thread thread_;
  std::thread watcher_;
};

}  // namespace svc::lsp
