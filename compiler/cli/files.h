// What reading and writing share: descriptors, and new files that no other process can have made.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace svc::cli {

// Closes a file when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

// The text for errno.
[[nodiscard]] std::string system_reason();

// Writes all of it; gives false with errno set.
[[nodiscard]] bool write_to(int descriptor, std::string_view contents);

// A name that cannot be guessed: 16 hexadecimal digits.
[[nodiscard]] std::string random_name();

// Writes a new file of a random, hidden name in a folder, and gives its path. It follows no
// symbolic link and opens no file that is there already.
[[nodiscard]] Result<std::string> write_new(const std::string& folder, std::string_view contents);

}  // namespace svc::cli
