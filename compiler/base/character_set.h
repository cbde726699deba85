// A set of bytes, as a table: for loops over whole documents.
#pragma once

#include <array>
#include <cstddef>

namespace svc {

class CharacterSet {
 public:
  // The bytes for which `is(unsigned char)` is true.
  template <typename Is>
  constexpr explicit CharacterSet(Is is) {
    for (std::size_t i = 0; i < has_.size(); ++i) has_[i] = is(static_cast<unsigned char>(i));
  }
  [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace svc
