#include "source/source_file.h"

#include <algorithm>

#include "base/lines.h"

namespace svc {

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = line_end(text_, 0); at < text_.size();) {
    at = behind_line_end(text_, at);
    line_starts_.push_back(static_cast<std::uint32_t>(at));
    at = line_end(text_, at);
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
  for (std::uint32_t i = line_starts_[place.line - 1]; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if ((byte & 0xC0U) == 0x80U)
      continue;  // a continuation byte belongs to the code point already counted
    ++place.column;
    place.utf16 += byte >= 0xF0U ? 2 : 1;
  }
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
