#include "base/printable.h"

#include <fmt/format.h>

#include <algorithm>

namespace svc {

namespace {

unsigned char byte_of(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

// The line and paragraph separators and the noncharacters. XML forbids U+FFFE and U+FFFF.
bool is_unprintable(std::uint32_t code) {
  return code == 0x2028 || code == 0x2029 || (code & 0xfffeU) == 0xfffeU ||
         (code >= 0xfdd0 && code <= 0xfdef) || code == 0xfeff || is_bidi_mark(code);
}

// Most texts are plain ASCII and need no check of single characters.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f;
  });
}

std::string escaped(const Character& character) {
  if (!character.valid) return fmt::format("\\x{:02x}", character.code);
  switch (character.code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\u{{{:x}}}", character.code);
  }
}

// RFC 8259 §7: a character beyond U+FFFF is a pair of surrogates.
std::string json_escape(std::uint32_t code) {
  if (code <= 0xffff) return fmt::format("\\u{:04x}", code);
  code -= 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (code >> 10U), 0xdc00 + (code & 0x3ffU));
}

template <typename Replace>
std::string replaced(std::string_view text, Replace replace) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = first_character(text.substr(i));
    if (!character.valid || is_control(character.code) || is_unprintable(character.code))
      out += replace(character);
    else
      out += text.substr(i, character.length);
    i += character.length;
  }
  return out;
}

}  // namespace

Character first_character(std::string_view text) {
  const unsigned char lead = byte_of(text, 0);
  const std::size_t length = lead < 0x80U                     ? 1
                             : lead >= 0xC2U && lead <= 0xDFU ? 2
                             : lead >= 0xE0U && lead <= 0xEFU ? 3
                             : lead >= 0xF0U && lead <= 0xF4U ? 4
                                                              : 0;
  if (length == 0 || length > text.size()) return {lead, 1, false};
  if (length == 1) return {lead, 1, true};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_of(text, i) & 0xC0U) != 0x80U) return {lead, 1, false};
    code = (code << 6U) | (byte_of(text, i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800U) || (length == 4 && code < 0x10000U);
  const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
  if (overlong || surrogate || code > 0x10FFFFU) return {lead, 1, false};
  return {code, length, true};
}

bool is_bidi_mark(std::uint32_t code) {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0x200e || code == 0x200f || code == 0x061c;
}

std::string printable(std::string_view text) {
  return replaced(text, escaped);
}

std::string printable_columns(std::string_view text) {
  return replaced(text, [](const Character& character) -> std::string {
    return character.valid && is_control(character.code) ? " " : "\uFFFD";
  });
}

std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const Character c = first_character(json.substr(at));
    // Below that, the document has escapes already, and the line ends are its own.
    constexpr std::uint32_t kDelete = 0x7f;
    const bool hidden =
        c.valid && c.code >= kDelete && (is_control(c.code) || is_unprintable(c.code));
    if (hidden)
      out += json_escape(c.code);
    else
      out += json.substr(at, c.length);
    at += c.length;
  }
  return out;
}

}  // namespace svc
