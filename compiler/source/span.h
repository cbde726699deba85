// A place in the user's text.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

#include "base/id.h"

namespace svc {

class SourceFile;
using SourceId = Id<SourceFile>;

// A half-open range of bytes of one file. Lines and columns are computed only for display
// (SourceFile::position). The default span points nowhere: it marks values that the compiler itself
// made.
struct Span {
  SourceId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  // How the text came into effect, in the Ways (source/ways.h) of the program; 0: directly. It is
  // not part of the place: spans with different ways are equal.
  std::uint32_t way = 0;

  [[nodiscard]] constexpr bool valid() const { return file.valid(); }
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  friend constexpr bool operator==(const Span& a, const Span& b) {
    return a.file == b.file && a.begin == b.begin && a.end == b.end;
  }
  friend constexpr std::strong_ordering operator<=>(const Span& a, const Span& b) {
    if (const auto order = a.file <=> b.file; order != 0) return order;
    if (const auto order = a.begin <=> b.begin; order != 0) return order;
    return a.end <=> b.end;
  }
};

// Whether two spans are the same place with the same way.
[[nodiscard]] constexpr bool same_way(const Span& a, const Span& b) {
  return a == b && a.way == b.way;
}

// The smallest span that holds both, which must be of one file.
[[nodiscard]] constexpr Span join(Span a, Span b) {
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace svc
