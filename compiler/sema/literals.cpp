#include "sema/literals.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

namespace svc::sema {

namespace {

constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kCpuUnitsPerVcpu =
    1024;  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size

struct Scale {
  std::int64_t factor;
  std::string_view unit;
};

// The value in the largest unit that divides it.
template <std::size_t N>
std::string exact_text(std::int64_t value, const std::array<Scale, N>& scales,
                       std::string_view smallest) {
  for (const Scale& scale : scales) {
    if (value != 0 && value % scale.factor == 0)
      return fmt::format("{}{}", value / scale.factor, scale.unit);
  }
  return fmt::format("{}{}", value, smallest);
}

// Nothing if the smallest unit cannot count it exactly.
std::optional<std::int64_t> scaled(double value, std::int64_t factor) {
  constexpr double kLargestExact = 9007199254740992.0;  // 2^53
  const double units = value * static_cast<double>(factor);
  if (units > kLargestExact) return std::nullopt;
  return std::llround(units);
}

}  // namespace

Value number_value(const ast::NumberExpr& number, Span span) {
  const auto make = [span](Value::Variant data) { return Value{std::move(data), span, false}; };
  const auto duration = [&](std::int64_t milliseconds) {
    const std::optional<std::int64_t> units = scaled(number.value, milliseconds);
    return units ? make(Duration{*units}) : error_value(span);
  };
  const auto size = [&](std::int64_t bytes) {
    const std::optional<std::int64_t> units = scaled(number.value, bytes);
    return units ? make(Size{*units}) : error_value(span);
  };
  switch (number.unit) {
    case ast::Unit::None:
      return number.integral ? make(std::llround(number.value)) : make(number.value);
    case ast::Unit::Milliseconds:
      return duration(1);
    case ast::Unit::Seconds:
      return duration(1000);
    case ast::Unit::Minutes:
      return duration(60'000);
    case ast::Unit::Hours:
      return duration(3'600'000);
    case ast::Unit::Days:
      return duration(86'400'000);
    case ast::Unit::KiB:
      return size(kKiB);
    case ast::Unit::MiB:
      return size(kKiB * kKiB);
    case ast::Unit::GiB:
      return size(kKiB * kKiB * kKiB);
    case ast::Unit::TiB:
      return size(kKiB * kKiB * kKiB * kKiB);
    case ast::Unit::Percent:
      return make(Percent{number.value});
    case ast::Unit::Vcpu:
      if (const auto units = scaled(number.value, kCpuUnitsPerVcpu)) return make(Cpu{*units});
      return error_value(span);
  }
  return make(ErrorValue{});
}

std::string size_text(std::int64_t bytes) {
  static constexpr std::array scales = {Scale{kKiB * kKiB * kKiB * kKiB, "TiB"},
                                        Scale{kKiB * kKiB * kKiB, "GiB"}, Scale{kKiB * kKiB, "MiB"},
                                        Scale{kKiB, "KiB"}};
  return exact_text(bytes, scales, " bytes");
}

std::string duration_text(std::int64_t milliseconds) {
  static constexpr std::array scales = {Scale{86'400'000, "d"}, Scale{3'600'000, "h"},
                                        Scale{60'000, "min"}, Scale{1000, "s"}};
  return exact_text(milliseconds, scales, milliseconds == 0 ? "s" : "ms");
}

std::string cpu_text(std::int64_t units) {
  return fmt::format("{}vcpu", static_cast<double>(units) / static_cast<double>(kCpuUnitsPerVcpu));
}

std::string percent_text(double percent) {
  return fmt::format("{}%", percent);
}

}  // namespace svc::sema
