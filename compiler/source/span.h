// Where something stands in the user's text.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

#include "base/id.h"

namespace svc {

class SourceFile;
using SourceId = Id<SourceFile>;

// A half-open range of bytes of one file. Lines and columns are computed only when something is shown (SourceFile::position).
// The default span points nowhere: it marks what the compiler made on its own.
struct Span {
  SourceId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr bool valid() const { return file.valid(); }
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

// The smallest span that holds both, which must be of one file.
[[nodiscard]] constexpr Span join(Span a, Span b) {
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace svc
