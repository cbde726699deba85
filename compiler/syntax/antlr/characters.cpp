#include "syntax/antlr/characters.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace svc::syntax {

namespace {

[[nodiscard]] unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// The length that the first byte announces, 0 for a byte that cannot begin a character.
[[nodiscard]] std::uint32_t announced_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return 2;
  if (lead >= 0xE0U && lead <= 0xEFU) return 3;
  if (lead >= 0xF0U && lead <= 0xF4U) return 4;
  return 0;
}

// Whether the bytes from i on contain a whole character of `length` bytes.
[[nodiscard]] bool valid_character(std::string_view text, std::size_t i, std::uint32_t length) {
  if (i + length > text.size()) return false;
  for (std::uint32_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return false;
  }
  const unsigned char lead = byte_at(text, i);
  const unsigned char second = length > 1 ? byte_at(text, i + 1) : 0;
  if (lead == 0xE0U && second < 0xA0U) return false;  // overlong
  if (lead == 0xEDU && second > 0x9FU) return false;  // surrogate
  if (lead == 0xF0U && second < 0x90U) return false;  // overlong
  return !(lead == 0xF4U && second > 0x8FU);          // above U+10FFFF
}

[[nodiscard]] std::uint32_t decode(std::string_view character) {
  const unsigned char lead = byte_at(character, 0);
  if (lead < 0x80U) return lead;
  std::uint32_t value = lead & (0xFFU >> (character.size() + 1));
  for (std::size_t i = 1; i < character.size(); ++i)
    value = (value << 6U) | (byte_at(character, i) & 0x3FU);
  return value;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (byte_at(text, i) < 0x80U) {
      ++i;
      continue;
    }
    const std::uint32_t length = announced_length(byte_at(text, i));
    if (length == 0 || !valid_character(text, i, length)) return i;
    i += length;
  }
  return std::nullopt;
}

std::uint32_t character_length(std::string_view text) {
  const std::uint32_t length = text.empty() ? 0 : announced_length(byte_at(text, 0));
  return length == 0 ? 1 : length;
}

bool append_utf8(std::string& text, std::uint32_t code_point) {
  const auto put = [&text](std::uint32_t byte) {
    text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point > 0x10FFFFU || (code_point >= 0xD800U && code_point <= 0xDFFFU)) return false;
  if (code_point < 0x80U) {
    put(code_point);
  } else if (code_point < 0x800U) {
    put(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000U) {
    put(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return true;
}

std::string character_name(std::string_view character) {
  const std::uint32_t value = decode(character);
  const bool visible = (value > 0x20U && value < 0x7FU) ||
                       (value > 0xA0U && value != 0xADU &&
                        !(value >= 0x2000U && value <= 0x200FU) && value != 0xFEFFU);
  return visible ? fmt::format("`{}`", character) : fmt::format("U+{:04X}", value);
}

std::string_view character_help(std::string_view character) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kHelp{{
      {";", "members need no separator; a new line or a comma does"},
      {"#", "comments begin with `//`"},
      {"&", "and is written `&&`"},
      {"\u201D", "write strings between straight double quotes: \""},
      {"\u00A0", "this is a no-break space; write a common space"},
      {"\\", "a value may go on in the next line without a sign for it"},
      {"`", "write strings between double quotes: \"…\""},
      {"$", "use `${…}` only inside a string"},
  }};
  for (const auto& [what, help] : kHelp) {
    if (what == character) return help;
  }
  return {};
}

}  // namespace svc::syntax
