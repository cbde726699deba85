// A value, or the reason why there is none. Only for the few places that cannot continue, such as
// reading a file. Mistakes in a user's program go to a Sink instead.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace svc {

// Why an operation failed, in a sentence for the user, without a trailing full stop.
struct Failure {
  std::string message;
  // The probable name, if the reason is a misspelt one; else empty.
  std::string suggestion = {};
  // The parts of the place in a file that `message` begins with, for readers that show it
  // themselves. Lines and columns count from 1.
  struct Place {
    std::string file;
    std::uint32_t line = 0;  // 0: the failure has no place
    std::uint32_t column = 0;
    std::string message;  // the reason alone
  };
  Place place = {};
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::move(value)) {
  }  // NOLINT(google-explicit-constructor): `return value;` is the point
  Result(Failure failure) : state_(std::move(failure)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  // The value. Requires ok().
  [[nodiscard]] const T& value() const& { return std::get<T>(state_); }
  [[nodiscard]] T&& value() && { return std::get<T>(std::move(state_)); }
  // The reason. Requires !ok().
  [[nodiscard]] const std::string& error() const { return failure().message; }
  // The reason with its details; only when not ok().
  [[nodiscard]] const Failure& failure() const { return std::get<Failure>(state_); }

 private:
  std::variant<T, Failure> state_;
};

}  // namespace svc
