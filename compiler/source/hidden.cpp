#include "source/hidden.h"

#include <algorithm>

#include "base/characters.h"

namespace svc {

std::string shown_text(const SourceFile& file, SourceId id, std::string_view line,
                       const std::vector<Span>& hidden) {
  const auto line_begin = static_cast<std::uint32_t>(line.data() - file.text().data());
  const auto line_end = static_cast<std::uint32_t>(line_begin + line.size());
  auto next = std::partition_point(hidden.begin(), hidden.end(), [&](const Span& each) {
    return each.file != id ? each.file < id : each.end <= line_begin;
  });
  std::string out;
  std::uint32_t at = line_begin;
  for (; next != hidden.end() && next->file == id && next->begin < line_end; ++next) {
    const std::uint32_t begin = std::max(at, next->begin);
    const std::uint32_t end = std::clamp(next->end, begin, line_end);
    out += file.text({id, at, begin});
    out.append(character_count(file.text({id, begin, end})), '*');
    at = end;
  }
  return out + std::string(file.text({id, at, line_end}));
}

std::string shown_text(const SourceFile& file, SourceId id, const std::vector<Span>& hidden) {
  std::string out;
  std::string_view rest = file.text();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += shown_text(file, id, rest.substr(0, end), hidden);
    if (end < rest.size()) out += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace svc
