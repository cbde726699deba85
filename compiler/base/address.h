// IPv4 ranges as numbers, for dividing a VPC and for comparing ranges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svc {

struct Ipv4Range {
  std::uint32_t base = 0;
  int prefix = 32;

  [[nodiscard]] std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix); }
  [[nodiscard]] std::uint64_t end() const { return base + size(); }  // one past its last address
  [[nodiscard]] bool contains(const Ipv4Range& other) const {
    return base <= other.base && other.end() <= end();
  }
  [[nodiscard]] bool overlaps(const Ipv4Range& other) const {
    return base < other.end() && other.base < end();
  }
};

// Reads `10.0.0.0/16` or a plain address (a /32). Returns nothing for anything else, including
// IPv6.
[[nodiscard]] std::optional<Ipv4Range> parse_ipv4(std::string_view text);
[[nodiscard]] std::string range_text(const Ipv4Range& range);

}  // namespace svc
