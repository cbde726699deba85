// The cost limit of a piece of work, and whether its result is still needed.
#pragma once

#include <atomic>
#include <cstdint>

namespace svc {

// Tells work in another thread that its result is no longer needed.
class Cancellation {
 public:
  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> cancelled_{false};
};

// An amount that is spent in small pieces. Once a piece is larger than the rest, or the work is
// cancelled, no further piece is granted. Used by one thread; only the Cancellation is shared.
class Budget {
 public:
  explicit Budget(std::uint64_t limit, const Cancellation* cancellation = nullptr,
                  std::uint64_t spent = 0)
      : limit_(limit), left_(limit - spent), cancellation_(cancellation) {}

  // Takes `n`; gives whether the work may go on.
  [[nodiscard]] bool spend(std::uint64_t n = 1) {
    if (cancellation_ != nullptr && cancellation_->cancelled()) cancelled_ = true;
    if (cancelled_ || n > left_) exhausted_ = true;
    if (exhausted_) return false;
    left_ -= n;
    return true;
  }
  // A piece was refused.
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  // It was refused because the work was cancelled, not because it costs too much.
  [[nodiscard]] bool cancelled() const { return cancelled_; }
  [[nodiscard]] std::uint64_t limit() const { return limit_; }
  [[nodiscard]] std::uint64_t spent() const { return limit_ - left_; }

 private:
  std::uint64_t limit_;
  std::uint64_t left_;
  const Cancellation* cancellation_;
  bool exhausted_ = false;
  bool cancelled_ = false;
};

}  // namespace svc
