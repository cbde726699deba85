#include "emit/written.h"

#include <algorithm>

namespace svc::emit {

void Printed::add(const Printed& piece) {
  const std::size_t shift = text.size();
  text += piece.text;
  for (const Written& one : piece.written)
    written.push_back({one.begin + shift, one.end + shift, one.span});
}

void Printed::note(std::size_t begin, Span span) {
  if (span.valid()) written.push_back({begin, text.size(), span});
}

std::vector<DocumentLine> lines_of(std::string_view text, std::vector<Written> written) {
  // Outer ones first.
  std::stable_sort(written.begin(), written.end(), [](const Written& a, const Written& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<DocumentLine> lines;
  std::vector<const Written*> around;
  auto next = written.begin();
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    for (; next != written.end() && next->begin <= end; ++next) {
      while (!around.empty() && around.back()->end <= next->begin) around.pop_back();
      around.push_back(&*next);
    }
    while (!around.empty() && around.back()->end <= end) around.pop_back();
    if (begin != end && !around.empty())
      lines.push_back({number, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                       around.back()->span});
    begin = end + 1;
  }
  return lines;
}

}  // namespace svc::emit
