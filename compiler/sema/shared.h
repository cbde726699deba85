// Texts and sequences that copies share: a value that is read many times costs its size once.
#pragma once

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace svc::sema {

// A text. Converts to and from std::string.
class Text {
 public:
  Text() : Text(std::string()) {}
  Text(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  Text(const char* text) : Text(std::string(text)) {}
  operator const std::string&() const { return *text_; }
  [[nodiscard]] const std::string& str() const { return *text_; }

 private:
  std::shared_ptr<const std::string> text_;
};

// How large a value is when it is written out in full, each shared part as often as it appears.
struct Measure {
  std::uint32_t values = 1;  // saturates, like the bytes
  std::uint32_t depth = 1;   // values within each other
  std::uint64_t bytes = 0;   // of texts and keys
  bool deferred = false;     // a part of it is known only at deployment
};

// A sequence of T. Reads like a const std::vector; a change first makes a copy if others share it.
// Moved and copied in constant time.
template <typename T>
class Shared {
 public:
  Shared() = default;
  Shared(std::vector<T> items) {
    if (!items.empty()) edit() = std::move(items);
  }
  Shared(std::initializer_list<T> items) : Shared(std::vector<T>(items)) {}

  operator const std::vector<T>&() const { return get(); }
  [[nodiscard]] const std::vector<T>& get() const {
    static const std::vector<T> kNone;
    return node_ == nullptr ? kNone : node_->items;
  }
  [[nodiscard]] auto begin() const { return get().begin(); }
  [[nodiscard]] auto end() const { return get().end(); }
  [[nodiscard]] std::size_t size() const { return get().size(); }
  [[nodiscard]] bool empty() const { return get().empty(); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return get()[i]; }
  [[nodiscard]] const T& front() const { return get().front(); }
  [[nodiscard]] const T& back() const { return get().back(); }

  // The vector itself, no longer shared, to be changed at once.
  std::vector<T>& edit() {
    if (node_ == nullptr)
      node_ = std::make_shared<Node>();
    else if (node_.use_count() > 1)
      node_ = std::make_shared<Node>(node_->items);
    node_->known.store(false, std::memory_order_relaxed);
    return node_->items;
  }
  void push_back(T item) { edit().push_back(std::move(item)); }
  template <typename... Args>
  T& emplace_back(Args&&... args) {
    return edit().emplace_back(std::forward<Args>(args)...);
  }

  // Lets `change` change every item in place, also of a node that others share: once for all that
  // have the same `turn`.
  template <typename Change>
  void change_once(std::uint64_t turn, Change change) {
    if (node_ == nullptr || node_->turn == turn) return;
    node_->turn = turn;
    for (T& item : node_->items) change(item);
  }

  // The result of `count` for the items, computed only once.
  template <typename Count>
  [[nodiscard]] Measure measure(Count count) const {
    if (node_ == nullptr) return {};
    if (!node_->known.load(std::memory_order_acquire)) node_->remember(count(node_->items));
    return node_->recall();
  }

 private:
  struct Node {
    Node() = default;
    explicit Node(std::vector<T> copy) : items(std::move(copy)) {}
    std::vector<T> items;
    std::uint64_t turn = 0;  // of the last change_once()
    // Threads that read one program may find the same measure at the same time.
    std::atomic<std::uint32_t> values{0};
    std::atomic<std::uint32_t> depth{0};
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<bool> deferred{false};
    std::atomic<bool> known{false};

    void remember(const Measure& found) {
      values.store(found.values, std::memory_order_relaxed);
      depth.store(found.depth, std::memory_order_relaxed);
      bytes.store(found.bytes, std::memory_order_relaxed);
      deferred.store(found.deferred, std::memory_order_relaxed);
      known.store(true, std::memory_order_release);
    }
    [[nodiscard]] Measure recall() const {
      return {values.load(std::memory_order_relaxed), depth.load(std::memory_order_relaxed),
              bytes.load(std::memory_order_relaxed), deferred.load(std::memory_order_relaxed)};
    }
  };
  std::shared_ptr<Node> node_;
};

}  // namespace svc::sema
