// The place in the program that decided each line of a document: printers record it while they
// write.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace svc::emit {

// The bytes [begin, end) of a document that belong to this place in the program. Such ranges nest:
// the innermost one counts.
struct Written {
  std::size_t begin = 0;
  std::size_t end = 0;
  Span span;
};

// A piece of a document, with the known sources of its lines.
struct Printed {
  std::string text;
  std::vector<Written> written;

  void add(std::string_view words) { text += words; }
  void add(const Printed& piece);
  // Records that everything from `begin` on belongs to a place; nothing if the place is unknown.
  void note(std::size_t begin, Span span);
};

// A line of a document, with the place that decided it.
struct DocumentLine {
  std::uint32_t number = 0;  // from 0
  std::uint32_t begin = 0;   // byte offsets, without the line end
  std::uint32_t end = 0;
  Span span;
};
// Those lines, in order. Comments and empty lines were decided by nothing.
[[nodiscard]] std::vector<DocumentLine> lines_of(std::string_view text,
                                                 std::vector<Written> written);

}  // namespace svc::emit
