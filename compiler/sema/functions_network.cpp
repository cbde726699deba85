// Functions on IPv4 ranges.
#include "base/address.h"
#include "diagnostics/codes/values.h"
#include "sema/functions.h"

namespace svc::sema {

namespace {

std::optional<Ipv4Range> range_of(const Value& value) {
  const auto* cidr = value.get<Cidr>();
  return cidr == nullptr ? std::nullopt : parse_ipv4(cidr->text);
}

Value out_of_range(const Call& call, std::size_t argument, std::string_view what,
                   std::string_view wanted) {
  call.session.sink.report<diag::OutOfRange>(call.arguments[argument].span, what, wanted,
                                             value_text(call.arguments[argument]));
  return call.give(ErrorValue{});
}

}  // namespace

// The n-th (from 0) of the equal parts into which `bits` more bits divide a range:
// cidr_subnet(10.0.0.0/16, 8, 2) is 10.0.2.0/24.
Value call_cidr_subnet(const Call& call) {
  const std::optional<Ipv4Range> whole = range_of(call.arguments[0]);
  const auto* bits = call.get<std::int64_t>(1);
  const auto* number = call.get<std::int64_t>(2);
  if (!whole) return call.wrong(0, "an IPv4 range such as 10.0.0.0/16");
  if (bits == nullptr) return call.wrong(1, "a whole number");
  if (number == nullptr) return call.wrong(2, "a whole number");
  if (*bits < 0 || *bits > 32 - whole->prefix)
    return out_of_range(call, 1, fmt::format("the bits added to {}", range_text(*whole)),
                        fmt::format("from 0 to {}", 32 - whole->prefix));
  const std::int64_t parts = std::int64_t{1} << *bits;
  if (*number < 0 || *number >= parts)
    return out_of_range(call, 2, "the number of the part", fmt::format("from 0 to {}", parts - 1));
  const int prefix = whole->prefix + static_cast<int>(*bits);
  const auto base = static_cast<std::uint32_t>(
      whole->base + (static_cast<std::uint64_t>(*number) << (32 - prefix)));
  return call.give(Cidr{range_text({base, prefix})});
}

// The n-th address of a range (from 0): cidr_host(10.0.0.0/24, 5) is 10.0.0.5.
Value call_cidr_host(const Call& call) {
  const std::optional<Ipv4Range> range = range_of(call.arguments[0]);
  const auto* number = call.get<std::int64_t>(1);
  if (!range) return call.wrong(0, "an IPv4 range such as 10.0.0.0/16");
  if (number == nullptr) return call.wrong(1, "a whole number");
  if (*number < 0 || static_cast<std::uint64_t>(*number) >= range->size())
    return out_of_range(call, 1, fmt::format("the number of an address in {}", range_text(*range)),
                        fmt::format("from 0 to {}", range->size() - 1));
  const std::string text = range_text(
      {static_cast<std::uint32_t>(range->base + static_cast<std::uint64_t>(*number)), 32});
  return call.give(Cidr{text.substr(0, text.find('/'))});
}

}  // namespace svc::sema
