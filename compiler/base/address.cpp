#include "base/address.h"

#include <fmt/format.h>

#include <charconv>

namespace svc {
namespace {

// Takes a decimal number of at most `most` from the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
  std::uint32_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || number > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<Ipv4Range> parse_ipv4(std::string_view text) {
  std::uint32_t base = 0;
  for (int octet = 0; octet < 4; ++octet) {
    if (octet > 0 && !take(text, '.')) return std::nullopt;
    const auto number = take_number(text, 255);
    if (!number) return std::nullopt;
    base = base << 8 | *number;
  }
  if (text.empty()) return Ipv4Range{base, 32};
  if (!take(text, '/')) return std::nullopt;
  const auto prefix = take_number(text, 32);
  if (!prefix || !text.empty()) return std::nullopt;
  const std::uint32_t mask = *prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - *prefix);
  return Ipv4Range{base & mask, static_cast<int>(*prefix)};
}

std::string range_text(const Ipv4Range& range) {
  return fmt::format("{}.{}.{}.{}/{}", range.base >> 24, range.base >> 16 & 255,
                     range.base >> 8 & 255, range.base & 255, range.prefix);
}

}  // namespace svc
