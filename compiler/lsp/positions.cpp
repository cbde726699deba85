#include "lsp/positions.h"

#include <algorithm>

namespace svc::lsp {

namespace {

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::uint32_t units_of_point(char first, Encoding encoding) {
  return encoding == Encoding::Utf16 && static_cast<unsigned char>(first) >= 0xF0U ? 2 : 1;
}

// Bytes of the text before its `character`th unit.
std::size_t bytes_before(std::string_view line, std::uint64_t character, Encoding encoding) {
  if (encoding == Encoding::Utf8) {
    auto at = static_cast<std::size_t>(std::min<std::uint64_t>(character, line.size()));
    while (at > 0 && at < line.size() && continues(line[at])) --at;
    return at;
  }
  std::uint64_t units = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    units += units_of_point(line[at], encoding);
    if (units > character) break;
    do ++at;
    while (at < line.size() && continues(line[at]));
  }
  return at;
}

std::uint64_t number(const Json& object, const char* name) {
  const Json& value = at(object, {name});
  if (!value.is_number() || value.get<double>() < 0)
    throw RpcError(ErrorCode::InvalidParams,
                   std::string("a position has a `") + name + "` from 0 on");
  constexpr double kMost = 4294967295;  // the protocol's largest; a larger double fits no integer
  return static_cast<std::uint64_t>(std::min(value.get<double>(), kMost));
}

}  // namespace

Encoding choose_encoding(const Json& offered) {
  if (!offered.is_array()) return Encoding::Utf16;
  for (const auto& [name, encoding] : {std::pair{"utf-8", Encoding::Utf8},
                                       {"utf-16", Encoding::Utf16},
                                       {"utf-32", Encoding::Utf32}}) {
    if (std::find(offered.begin(), offered.end(), name) != offered.end()) return encoding;
  }
  return Encoding::Utf16;
}

std::string_view encoding_name(Encoding encoding) {
  return encoding == Encoding::Utf8 ? "utf-8" : encoding == Encoding::Utf16 ? "utf-16" : "utf-32";
}

std::uint32_t offset_of(const SourceFile& file, const Json& position, Encoding encoding) {
  const std::uint64_t line = number(position, "line");
  const std::uint64_t character = number(position, "character");
  if (line >= file.line_count()) return static_cast<std::uint32_t>(file.text().size());
  const std::string_view text = file.line(static_cast<std::uint32_t>(line) + 1);
  return static_cast<std::uint32_t>(text.data() - file.text().data()) +
         static_cast<std::uint32_t>(bytes_before(text, character, encoding));
}

std::pair<std::uint32_t, std::uint32_t> offsets_of(const SourceFile& file, const Json& range,
                                                   Encoding encoding) {
  const std::uint32_t start = offset_of(file, at(range, {"start"}), encoding);
  const std::uint32_t end = offset_of(file, at(range, {"end"}), encoding);
  return std::minmax(start, end);
}

Json position_of(const SourceFile& file, std::uint32_t offset, Encoding encoding) {
  const Position place = file.position(offset);
  std::uint32_t character = place.utf16 - 1;
  if (encoding == Encoding::Utf32) character = place.column - 1;
  if (encoding == Encoding::Utf8) {
    const auto begin =
        static_cast<std::uint32_t>(file.line(place.line).data() - file.text().data());
    character = std::min(offset, static_cast<std::uint32_t>(file.text().size())) - begin;
  }
  return {{"line", place.line - 1}, {"character", character}};
}

Json range_of(const SourceFile& file, std::uint32_t begin, std::uint32_t end, Encoding encoding) {
  return {{"start", position_of(file, begin, encoding)}, {"end", position_of(file, end, encoding)}};
}

std::uint32_t units_of(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::Utf8) return static_cast<std::uint32_t>(text.size());
  std::uint32_t units = 0;
  for (const char byte : text) {
    if (!continues(byte)) units += units_of_point(byte, encoding);
  }
  return units;
}

}  // namespace svc::lsp
