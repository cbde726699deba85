#include "source/source_file.h"

#include <algorithm>
#include <iterator>

#include "base/lines.h"

namespace svc {

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = line_end(text_, 0); at < text_.size();) {
    add_milestones(line_starts_.back(), static_cast<std::uint32_t>(at));
    at = behind_line_end(text_, at);
    line_starts_.push_back(static_cast<std::uint32_t>(at));
    at = line_end(text_, at);
  }
  add_milestones(line_starts_.back(), static_cast<std::uint32_t>(text_.size()));
}

namespace {

void count(char c, std::uint32_t& column, std::uint32_t& utf16) {
  const auto byte = static_cast<unsigned char>(c);
  if ((byte & 0xC0U) == 0x80U) return;  // the code point was counted at its first byte
  ++column;
  utf16 += byte >= 0xF0U ? 2 : 1;
}

}  // namespace

void SourceFile::add_milestones(std::uint32_t begin, std::uint32_t end) {
  constexpr std::uint32_t kApart = 1024;  // bytes
  if (end - begin < kApart) return;
  Milestone at{.offset = begin, .column = 1, .utf16 = 1};
  for (; at.offset < end; ++at.offset) {
    if ((at.offset - begin) % kApart == 0) milestones_.push_back(at);
    count(text_[at.offset], at.column, at.utf16);
  }
}

std::string_view SourceFile::name() const {
  const std::size_t slash = path_.find_last_of('/');
  return slash == std::string::npos ? std::string_view(path_)
                                    : std::string_view(path_).substr(slash + 1);
}

Position SourceFile::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  Position place;
  place.line = static_cast<std::uint32_t>(next - line_starts_.begin());
  std::uint32_t from = line_starts_[place.line - 1];
  const auto beyond =
      std::upper_bound(milestones_.begin(), milestones_.end(), offset,
                       [](std::uint32_t o, const Milestone& m) { return o < m.offset; });
  if (beyond != milestones_.begin() && std::prev(beyond)->offset >= from) {
    const Milestone& known = *std::prev(beyond);
    from = known.offset;
    place.column = known.column;
    place.utf16 = known.utf16;
  }
  for (std::uint32_t i = from; i < offset; ++i) count(text_[i], place.column, place.utf16);
  return place;
}

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  std::size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
  while (end > begin && is_line_end(text_[end - 1])) --end;
  return text().substr(begin, end - begin);
}

std::string line_reference(const Sources& sources, Span span) {
  if (!span.valid()) return {};
  const SourceFile& file = sources[span.file];
  return std::string(file.name()) + ":" + std::to_string(file.position(span.begin).line);
}

}  // namespace svc
