// A value of its own on the heap, for rare large alternatives of a variant.
#pragma once

#include <memory>
#include <utility>

namespace svc {

// Holds a T like a value: a copy copies the T. It keeps a variant as small as its common
// alternatives. After a move it is empty, and only to be destroyed or assigned to.
template <typename T>
class Boxed {
 public:
  Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Boxed(const Boxed& other)
      : value_(other.value_ == nullptr ? nullptr : std::make_unique<T>(*other.value_)) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) {
    if (this != &other) *this = Boxed(other);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;
  ~Boxed() = default;

  operator const T&() const { return *value_; }
  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] T& operator*() { return *value_; }

 private:
  std::unique_ptr<T> value_;
};

// The same, or nothing.
template <typename T>
class OptionalBox {
 public:
  OptionalBox() = default;
  OptionalBox(T value) : value_(std::make_unique<T>(std::move(value))) {}
  OptionalBox(const OptionalBox& other)
      : value_(other.value_ == nullptr ? nullptr : std::make_unique<T>(*other.value_)) {}
  OptionalBox(OptionalBox&&) noexcept = default;
  OptionalBox& operator=(const OptionalBox& other) {
    if (this != &other) *this = OptionalBox(other);
    return *this;
  }
  OptionalBox& operator=(OptionalBox&&) noexcept = default;
  ~OptionalBox() = default;

  explicit operator bool() const { return value_ != nullptr; }
  [[nodiscard]] bool has_value() const { return value_ != nullptr; }
  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] T& operator*() { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }
  [[nodiscard]] T* operator->() { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace svc
