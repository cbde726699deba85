#include "base/parallel.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace svc {

namespace {

// One call: the threads take its pieces one by one.
class Batch {
 public:
  Batch(std::size_t count, const std::function<void(std::size_t)>& work)
      : count_(count), work_(work) {}

  [[nodiscard]] bool begun() const { return next_ == count_; }
  [[nodiscard]] bool done() const { return done_ == count_; }
  // Runs the next task. `lock` is released while the task runs.
  void piece(std::unique_lock<std::mutex>& lock) {
    const std::size_t i = next_++;
    lock.unlock();
    std::exception_ptr thrown;
    try {
      work_(i);
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    ++done_;
    if (thrown != nullptr && thrown_ == nullptr) thrown_ = thrown;
  }
  void rethrow() const {
    if (thrown_ != nullptr) std::rethrow_exception(thrown_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::exception_ptr thrown_;
};

class Pool {
 public:
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    there_is_work_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void run(std::size_t count, const std::function<void(std::size_t)>& work) {
    const std::lock_guard one_at_a_time(callers_);
    Batch batch(count, work);
    std::unique_lock lock(mutex_);
    batch_ = &batch;
    const std::size_t wanted =
        std::min<std::size_t>(count, std::max(2U, std::thread::hardware_concurrency())) -
        1;  // and the caller
    grow(wanted);
    there_is_work_.notify_all();
    while (!batch.begun()) batch.piece(lock);
    piece_done_.wait(lock, [&] { return batch.done(); });
    batch_ = nullptr;
    batch.rethrow();
  }

 private:
  // As many threads as the system gives: with none, the caller does all the pieces.
  void grow(std::size_t wanted) {
    try {
      while (threads_.size() < wanted) threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      // A container may have its own limit (pids.max).
    }
  }

  void serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      there_is_work_.wait(lock,
                          [this] { return ending_ || (batch_ != nullptr && !batch_->begun()); });
      if (ending_) return;
      batch_->piece(lock);
      piece_done_.notify_all();
    }
  }

  std::mutex callers_;
  std::mutex mutex_;  // of all that follows
  std::condition_variable there_is_work_;
  std::condition_variable piece_done_;
  Batch* batch_ = nullptr;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

void for_each_parallel(std::size_t count, bool parallel,
                       const std::function<void(std::size_t)>& work) {
  if (!parallel || count < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  static Pool pool;
  pool.run(count, work);
}

}  // namespace svc
