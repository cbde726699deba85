// Typed indices and the stores that they index.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <limits>
#include <utility>

namespace svc {

// Names one T in a Store<T>. An id of one store does not compile where another store's id is
// expected. The default id names nothing.
template <typename T>
struct Id {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index = kNone;

  [[nodiscard]] constexpr bool valid() const { return index != kNone; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

// Owns values of T in the order of their creation. References stay valid while the store lives
// (std::deque never moves its elements).
template <typename T>
class Store {
 public:
  // Takes a value, gives the id that names it from now on.
  Id<T> add(T value) {
    items_.push_back(std::move(value));
    return Id<T>{static_cast<std::uint32_t>(items_.size() - 1)};
  }

  [[nodiscard]] const T& operator[](Id<T> id) const { return items_[id.index]; }
  [[nodiscard]] T& operator[](Id<T> id) { return items_[id.index]; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] auto begin() const { return items_.begin(); }
  [[nodiscard]] auto end() const { return items_.end(); }
  [[nodiscard]] auto begin() { return items_.begin(); }
  [[nodiscard]] auto end() { return items_.end(); }

 private:
  std::deque<T> items_;
};

}  // namespace svc
