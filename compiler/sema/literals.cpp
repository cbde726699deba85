#include "sema/literals.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

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

std::int64_t scaled(double value, std::int64_t factor) {
  return std::llround(value * static_cast<double>(factor));
}

}  // namespace

Value number_value(const ast::NumberExpr& number, Span span) {
  const auto make = [span](Value::Variant data) { return Value{std::move(data), span, false}; };
  switch (number.unit) {
    case ast::Unit::None:
      return number.integral ? make(std::llround(number.value)) : make(number.value);
    case ast::Unit::Milliseconds:
      return make(Duration{scaled(number.value, 1)});
    case ast::Unit::Seconds:
      return make(Duration{scaled(number.value, 1000)});
    case ast::Unit::Minutes:
      return make(Duration{scaled(number.value, 60'000)});
    case ast::Unit::Hours:
      return make(Duration{scaled(number.value, 3'600'000)});
    case ast::Unit::Days:
      return make(Duration{scaled(number.value, 86'400'000)});
    case ast::Unit::KiB:
      return make(Size{scaled(number.value, kKiB)});
    case ast::Unit::MiB:
      return make(Size{scaled(number.value, kKiB * kKiB)});
    case ast::Unit::GiB:
      return make(Size{scaled(number.value, kKiB * kKiB * kKiB)});
    case ast::Unit::TiB:
      return make(Size{scaled(number.value, kKiB * kKiB * kKiB * kKiB)});
    case ast::Unit::Percent:
      return make(Percent{number.value});
    case ast::Unit::Vcpu:
      return make(Cpu{scaled(number.value, kCpuUnitsPerVcpu)});
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
